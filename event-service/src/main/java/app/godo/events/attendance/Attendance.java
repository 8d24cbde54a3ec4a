package app.godo.events.attendance;

import app.godo.events.attendance.Seats.Held;
import app.godo.wire.time.Ids;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One person's place at one Event. The Event's counters follow these rows by a trigger of the database. */
@Entity
@Table(name = "attendance")
class Attendance {

    @Id
    UUID id;

    @Column(name = "event_id", updatable = false)
    UUID eventId;

    @Column(name = "user_id", updatable = false)
    UUID userId;

    @Column(name = "status")
    private String status;

    @Column(name = "visibility")
    private String visibility;

    @Column(name = "group_id")
    UUID groupId;

    @Column(name = "notes_cipher")
    byte[] sealedNotes;

    /** Whether a seat that becomes free is taken without being offered. */
    @Column(name = "auto_accept")
    boolean autoAccept;

    /** Kept by the database: until when a seat is held for this person, who waits; null when none is. */
    @Column(name = "offer_expires_at", insertable = false, updatable = false)
    private Instant offerExpiresAt;

    protected Attendance() {}

    Attendance(UUID eventId, UUID userId) {
        this.id = Ids.next();
        this.eventId = eventId;
        this.userId = userId;
    }

    /** Null as long as the person has said nothing. */
    Status status() {
        return status == null ? null : Status.of(status);
    }

    String visibility() {
        return visibility;
    }

    boolean holdsSeat() {
        return status != null && status().holdsSeat();
    }

    /** Null when no seat is held for them. */
    Instant offerExpiresAt() {
        return status() == Status.WAITLISTED ? offerExpiresAt : null;
    }

    boolean isOffered(Instant now) {
        return offerExpiresAt() != null && offerExpiresAt.isAfter(now);
    }

    boolean is(Status other, String shownTo) {
        return status() == other && shownTo.equals(visibility);
    }

    void become(Status next, String shownTo) {
        status = next.word();
        visibility = shownTo;
    }

    /**
     * What the wish comes to. Who holds a seat keeps it; who is offered one takes it; who wants one takes a free one, waits for
     * one, or is refused.
     */
    Status after(AttendanceRequest request, Held seats, Instant now) {
        var wanted = request.status().status();
        if (wanted != Status.GOING) {
            return wanted;
        }
        if (holdsSeat()) {
            return status();
        }
        if (seats.anyFree() || (isOffered(now) && seats.anyUnsold())) {
            return Status.GOING;
        }
        if (request.joinWaitlist()) {
            return Status.WAITLISTED;
        }
        throw new EventFull();
    }
}
