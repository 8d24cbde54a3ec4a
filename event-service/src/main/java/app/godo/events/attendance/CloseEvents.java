package app.godo.events.attendance;

import app.godo.events.leasing.Turns;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Closes what is over. Where people were checked in, whoever held a seat and was not is a {@code no_show}, which nobody but they
 * themselves can see; then the Event is put away (R-JOB-3). An Event is a transaction; to do it again changes nothing.
 */
@Singleton
class CloseEvents {

    private static final String JOB = "close-events";

    private static final String MISSED = """
            e.schedule_status <> 'cancelled'
            and exists (select from attendance as a where a.event_id = e.id and a.status = 'going')
            and exists (select from attendance as a where a.event_id = e.id and a.status = 'attended')""";

    private static final String OVER = """
            select e.id from events as e
             where e.archived_at is null and e.date_time < now()
               and events.over_at(e.date_time, e.end_time, e.all_day, e.time_tbd, e.time_zone) <= now()
               and (%s) = %s
             order by e.date_time, e.id limit %d""";

    private static final String DUE = OVER.formatted(MISSED, "true", 500);

    private static final String PUT_AWAY =
            "update events set archived_at = now() where id in (%s)".formatted(OVER.formatted(MISSED, "false", 10_000));

    private static final String NO_SHOW = """
            update attendance set status = 'no_show' where event_id = cast(?1 as uuid) and status = 'going'
            returning user_id, visibility""";

    private final Transactions transactions;
    private final Seats seats;
    private final Turns turns;
    private final Outbox outbox;
    private final Clock clock;
    private final Duration after;

    CloseEvents(
            Transactions transactions,
            Seats seats,
            Turns turns,
            Outbox outbox,
            Clock clock,
            @ConfigProperty(name = "godo.events.close.after") Duration after) {
        this.transactions = transactions;
        this.seats = seats;
        this.turns = turns;
        this.outbox = outbox;
        this.clock = clock;
        this.after = after;
    }

    @Scheduled(
            every = "{godo.events.close.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> whenDue() {
        return turns.take(JOB, after, this::close);
    }

    Uni<Void> close() {
        return transactions
                .sqlAsWorker(CloseEvents::due)
                .chain(events -> Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(event ->
                                Turns.orElseLater("the end of " + event, transactions.asWorker(() -> note(event))))
                        .collect()
                        .last())
                .chain(() -> transactions.sqlAsWorker(tx -> tx.query(PUT_AWAY).execute()))
                .replaceWithVoid();
    }

    private static Uni<List<UUID>> due(SqlConnection tx) {
        return tx.query(DUE).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .toList());
    }

    private Uni<Void> note(UUID event) {
        return seats.hold(event)
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery(NO_SHOW, Object[].class)
                        .setParameter(1, event.toString())
                        .getResultList())
                .chain(missed -> missed.isEmpty() ? Uni.createFrom().voidItem() : tell(event, missed));
    }

    private Uni<Void> tell(UUID event, List<Object[]> missed) {
        return seats.count(event, (UUID) missed.getFirst()[0])
                .chain(count -> outbox.append(missed.stream()
                        .map(one -> count.after(
                                clock.instant(), event, (UUID) one[0], Status.NO_SHOW, Status.GOING, (String) one[1]))
                        .toList()));
    }
}
