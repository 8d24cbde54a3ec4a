package app.godo.social.plans;

import app.godo.social.standing.Allowances;
import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A member proposes an Event to the group. A group has one plan of an Event that is open or agreed. */
@ApplicationScoped
class Propose {

    /** What was merged stands for the Event that took its place. */
    private static final String EVENT = """
            select card.id, card.date_time, card.is_active and card.schedule_status <> 'cancelled' as takes_place
              from events.event_cards as proposed
              join events.event_cards as card on card.id = coalesce(proposed.merged_into, proposed.id)
             where proposed.id = $1""";

    private static final String STANDING =
            "select id from group_plans where group_id = $1 and event_id = $2 and state in ('open', 'agreed')";

    private static final String PROPOSE = """
            insert into group_plans (id, group_id, event_id, proposed_by, quorum, quorum_n, at_least, closes_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (group_id, event_id) where state in ('open', 'agreed') do nothing""";

    private final Transactions transactions;
    private final Standings standings;
    private final Allowances allowances;
    private final Plans plans;
    private final Outbox outbox;
    private final Clock clock;

    Propose(
            Transactions transactions,
            Standings standings,
            Allowances allowances,
            Plans plans,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.allowances = allowances;
        this.plans = plans;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The plan of the request.
     *
     * @param changed false when it was there before
     */
    record Proposed(PlanView view, boolean changed) {}

    private record Event(UUID id, Instant start) {}

    Uni<Proposed> handle(UUID caller, UUID group, PlanRequest request) {
        Refusal.when(
                (request.quorum() == PlanRequest.Quorum.N) != (request.quorumN() != null),
                () -> new InvalidField("/quorum_n", "goes-with-n", "Say quorum_n when quorum is n, and only then."));
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> event(transaction, request))
                .chain(event -> standing(transaction, group, event.id())
                        .chain(known -> known.isEmpty()
                                ? propose(transaction, caller, group, event, request)
                                : Uni.createFrom().item(known))
                        .chain(before -> before.isEmpty()
                                ? standing(transaction, group, event.id())
                                : Uni.createFrom().item(before)))
                .map(List::getFirst)
                .chain(found -> plans.one(transaction, caller, group, found.id())
                        .map(view -> new Proposed(view, found.isNew()))));
    }

    private record Found(UUID id, boolean isNew) {}

    private Uni<Event> event(SqlConnection transaction, PlanRequest request) {
        return transaction
                .preparedQuery(EVENT)
                .execute(Tuple.of(request.eventId()))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("event")))
                .map(row -> {
                    var start = Rows.instant(row, "date_time");
                    var now = clock.instant();
                    Refusal.when(!row.getBoolean("takes_place") || !start.isAfter(now), EventOver::new);
                    var closes = request.closesAt();
                    Refusal.when(
                            closes != null && (!closes.isAfter(now) || closes.isAfter(start)),
                            () -> new InvalidField(
                                    "/closes_at",
                                    "out-of-time",
                                    "Votes are closed later than now and before the event begins."));
                    return new Event(row.getUUID("id"), start);
                });
    }

    private static Uni<List<Found>> standing(SqlConnection transaction, UUID group, UUID event) {
        return transaction
                .preparedQuery(STANDING)
                .execute(Tuple.of(group, event))
                .map(rows -> Rows.all(rows, row -> new Found(row.getUUID("id"), false)));
    }

    /** Empty when somebody else was faster. */
    private Uni<List<Found>> propose(
            SqlConnection transaction, UUID caller, UUID group, Event event, PlanRequest request) {
        var id = Ids.next();
        var closesAt = request.closesAt() == null ? event.start() : request.closesAt();
        var told = new GroupFact.PlanProposed(Ids.next(), clock.instant(), group, id, event.id(), caller, closesAt);
        return allowances
                .take(transaction, caller, Allowances.Kind.PLAN)
                .chain(() -> transaction
                        .preparedQuery(PROPOSE)
                        .execute(Tuple.tuple()
                                .addUUID(id)
                                .addUUID(group)
                                .addUUID(event.id())
                                .addUUID(caller)
                                .addString(request.quorum().word())
                                .addInteger(request.quorumN())
                                .addInteger(request.atLeast())
                                .addOffsetDateTime(closesAt.atOffset(ZoneOffset.UTC))))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(List.of())
                        : outbox.append(transaction, List.of(told)).replaceWith(List.of(new Found(id, true))));
    }

    /** It has begun, or will not take place. */
    static final class EventOver extends Refusal {
        EventOver() {
            super(Kind.CONFLICT, "event-over", "This event has begun or will not take place.");
        }
    }
}
