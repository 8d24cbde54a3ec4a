package app.godo.events.attendance;

import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A person takes back what they said of an Event, also of one that is cancelled, over, or shown to them no more. */
@ApplicationScoped
class Withdraw {

    private final Transactions transactions;
    private final Seats seats;
    private final Attendances attendances;
    private final Outbox outbox;
    private final Clock clock;

    Withdraw(Transactions transactions, Seats seats, Attendances attendances, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.seats = seats;
        this.attendances = attendances;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID eventId) {
        return transactions.asCaller(caller, () -> seats.holdToLeave(eventId).chain(held -> attendances
                .of(held.eventId(), caller)
                .chain(mine -> mine == null ? Uni.createFrom().voidItem() : remove(mine, held.waiting()))));
    }

    private Uni<Void> remove(Attendance mine, int waiting) {
        var hadSeat = mine.holdsSeat() || mine.offerExpiresAt() != null;
        return attendances
                .remove(mine)
                .chain(() -> hadSeat && waiting > 0
                        ? seats.fill(mine.eventId)
                        : Uni.createFrom().voidItem())
                .chain(() -> seats.count(mine.eventId, mine.userId))
                .chain(count -> outbox.append(count.after(
                        clock.instant(), mine.eventId, mine.userId, null, mine.status(), mine.visibility())));
    }
}
