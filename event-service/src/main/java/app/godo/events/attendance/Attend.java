package app.godo.events.attendance;

import app.godo.events.attendance.AttendanceRequest.Visibility;
import app.godo.events.attendance.Seats.Count;
import app.godo.events.attendance.Seats.Held;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A person says whether they come. Saying it again changes nothing. */
@ApplicationScoped
class Attend {

    private final Transactions transactions;
    private final Seats seats;
    private final Attendances attendances;
    private final Settings settings;
    private final Notes notes;
    private final Outbox outbox;
    private final Clock clock;

    Attend(
            Transactions transactions,
            Seats seats,
            Attendances attendances,
            Settings settings,
            Notes notes,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.seats = seats;
        this.attendances = attendances;
        this.settings = settings;
        this.notes = notes;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<AttendanceView> handle(UUID caller, UUID eventId, AttendanceRequest request) {
        return transactions.asCaller(caller, () -> seats.holdOpen(eventId)
                .call(() -> request.groupId() == null
                        ? Uni.createFrom().voidItem()
                        : settings.mustBeMember(caller, request.groupId()))
                .chain(this::whoWaitsComesFirst)
                .chain(held -> visibilityOf(caller, request).chain(shownTo -> attendances
                        .of(held.eventId(), caller)
                        .onItem()
                        .ifNull()
                        .continueWith(() -> new Attendance(held.eventId(), caller))
                        .chain(mine -> change(mine, request, shownTo.word(), held)))));
    }

    private Uni<Visibility> visibilityOf(UUID caller, AttendanceRequest request) {
        return request.visibility() == null
                ? settings.visibilityOf(caller)
                : Uni.createFrom().item(request.visibility());
    }

    /** Seats may have been added, or left by an erased person, since somebody began to wait. */
    private Uni<Held> whoWaitsComesFirst(Held held) {
        return held.waiting() > 0 && held.anyFree()
                ? seats.fill(held.eventId()).chain(() -> seats.hold(held.eventId()))
                : Uni.createFrom().item(held);
    }

    private Uni<AttendanceView> change(Attendance mine, AttendanceRequest request, String shownTo, Held held) {
        var before = mine.status();
        var hadSeat = mine.holdsSeat() || mine.offerExpiresAt() != null;
        var next = mine.after(request, held, clock.instant());
        var noticed = !mine.is(next, shownTo);
        if (!noticed
                && request.autoAccept().equals(mine.autoAccept)
                && Objects.equals(request.groupId(), mine.groupId)
                && Objects.equals(request.notes(), notes.open(mine.id, mine.sealedNotes))) {
            return seats.count(mine.eventId, mine.userId).map(count -> view(mine, request, count));
        }
        mine.become(next, shownTo);
        mine.autoAccept = request.autoAccept();
        mine.groupId = request.groupId();
        mine.sealedNotes = notes.seal(mine.id, request.notes());
        return attendances
                .save(mine)
                .chain(() -> hadSeat && !mine.holdsSeat() && held.waiting() > 0
                        ? seats.fill(mine.eventId)
                        : Uni.createFrom().voidItem())
                .chain(() -> seats.count(mine.eventId, mine.userId))
                .call(count -> noticed
                        ? outbox.append(count.after(
                                clock.instant(), mine.eventId, mine.userId, mine.status(), before, mine.visibility()))
                        : Uni.createFrom().voidItem())
                .map(count -> view(mine, request, count));
    }

    private static AttendanceView view(Attendance mine, AttendanceRequest request, Count count) {
        return new AttendanceView(
                mine.eventId,
                mine.status().word(),
                mine.visibility(),
                mine.groupId,
                request.notes(),
                count.position(),
                mine.offerExpiresAt(),
                mine.holdsSeat() ? mine.id : null,
                count.takenAsToldTo(mine.status()),
                count.capacity());
    }
}
