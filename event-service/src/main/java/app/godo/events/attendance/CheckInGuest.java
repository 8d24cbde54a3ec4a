package app.godo.events.attendance;

import app.godo.events.attendance.Attendees.Attendee;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whoever submitted an Event says of another that they are there: of one whom they may see coming, or who shows their code. Of
 * everybody else the answer is the same, whether they come or not. Again changes nothing.
 */
@ApplicationScoped
class CheckInGuest {

    private static final String IS_AUTHOR = """
            select created_by_user_id is not distinct from cast(?2 as uuid)
              from events.event_cards where id = cast(?1 as uuid)""";

    private static final String CHECK_IN = """
            select found.user_id, found.previous, found.visibility, person.full_name
              from events.check_in(cast(?1 as uuid), cast(?2 as uuid), cast(?3 as uuid)) as found
              left join users.people as person on person.id = found.user_id""";

    private final Transactions transactions;
    private final Seats seats;
    private final Outbox outbox;
    private final Clock clock;

    CheckInGuest(Transactions transactions, Seats seats, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.seats = seats;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Seen(UUID userId, Status previous, String visibility, String fullName) {}

    Uni<Attendee> handle(UUID caller, UUID eventId, CheckInRequest request) {
        Refusal.when(
                (request.userId() == null) == (request.code() == null),
                () -> new InvalidField("/user_id", "one-of-two", "Say who is there, or what code they show."));
        return transactions.asCaller(caller, () -> seats.hold(eventId)
                .call(held -> mustBeAuthor(held.eventId(), caller))
                .call(held -> seats.mustBeOpen(held))
                .call(held -> CheckIn.mustBeOpen(held.eventId()))
                .chain(held -> seen(held.eventId(), request)
                        .call(seen -> seen.previous() == Status.ATTENDED
                                ? Uni.createFrom().voidItem()
                                : tell(held.eventId(), seen)))
                .map(seen -> new Attendee(seen.userId(), seen.fullName(), Status.ATTENDED.word())));
    }

    private static Uni<Void> mustBeAuthor(UUID eventId, UUID caller) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(IS_AUTHOR, Boolean.class)
                        .setParameter(1, eventId.toString())
                        .setParameter(2, caller.toString())
                        .getSingleResult())
                .invoke(author -> Refusal.when(!author, NotTheAuthor::new))
                .replaceWithVoid();
    }

    private static Uni<Seen> seen(UUID eventId, CheckInRequest request) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CHECK_IN, Object[].class)
                        .setParameter(1, eventId.toString())
                        .setParameter(2, text(request.userId()))
                        .setParameter(3, text(request.code()))
                        .getSingleResultOrNull())
                .map(row -> {
                    Refusal.when(row == null, () -> new NotFound("attendance"));
                    return new Seen((UUID) row[0], Status.of((String) row[1]), (String) row[2], (String) row[3]);
                });
    }

    private Uni<Void> tell(UUID eventId, Seen seen) {
        return seats.count(eventId, seen.userId())
                .chain(count -> outbox.append(count.after(
                        clock.instant(), eventId, seen.userId(), Status.ATTENDED, seen.previous(), seen.visibility())));
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
