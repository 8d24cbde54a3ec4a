package app.godo.events.attendance;

import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A person says that they are there, from an hour before the start until it is over. Again changes nothing. */
@ApplicationScoped
class CheckIn {

    private static final String DOORS_ARE_OPEN = """
            select date_time <= now() + interval '1 hour' from events.event_cards where id = cast(?1 as uuid)""";

    private final Transactions transactions;
    private final Seats seats;
    private final Attendances attendances;
    private final MyAttendanceQuery mine;
    private final Outbox outbox;
    private final Clock clock;

    CheckIn(
            Transactions transactions,
            Seats seats,
            Attendances attendances,
            MyAttendanceQuery mine,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.seats = seats;
        this.attendances = attendances;
        this.mine = mine;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<AttendanceView> handle(UUID caller, UUID eventId) {
        return transactions
                .asCaller(caller, () -> seats.holdOpen(eventId)
                        .call(held -> mustBeOpen(held.eventId()))
                        .chain(held -> attendances.of(held.eventId(), caller))
                        .chain(attendance -> {
                            Refusal.when(attendance == null || !attendance.holdsSeat(), NotGoing::new);
                            return attendance.status() == Status.ATTENDED
                                    ? Uni.createFrom().voidItem()
                                    : seen(attendance);
                        }))
                .chain(() -> mine.of(caller, eventId));
    }

    private Uni<Void> seen(Attendance attendance) {
        var before = attendance.status();
        attendance.become(Status.ATTENDED, attendance.visibility());
        return attendances
                .save(attendance)
                .chain(() -> seats.count(attendance.eventId, attendance.userId))
                .chain(count -> outbox.append(count.after(
                        clock.instant(),
                        attendance.eventId,
                        attendance.userId,
                        Status.ATTENDED,
                        before,
                        attendance.visibility())));
    }

    /** @throws TooEarly before the doors are open */
    static Uni<Void> mustBeOpen(UUID eventId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(DOORS_ARE_OPEN, Boolean.class)
                        .setParameter(1, eventId.toString())
                        .getSingleResult())
                .invoke(open -> Refusal.when(!open, TooEarly::new))
                .replaceWithVoid();
    }
}
