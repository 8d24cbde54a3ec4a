package app.godo.events.attendance;

import app.godo.wire.time.Ids;

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

    boolean is(Status other, String shownTo) {
        return status() == other && shownTo.equals(visibility);
    }

    void become(Status next, String shownTo) {
        status = next.word();
        visibility = shownTo;
    }

    /**
     * What the wish comes to. Who holds a seat keeps it; who wants one takes a free one, waits for one, or is refused.
     *
     * @param seatFree whether a seat is free that nobody waits for
     */
    Status after(AttendanceRequest request, boolean seatFree) {
        var wanted = request.status().status();
        if (wanted != Status.GOING) {
            return wanted;
        }
        if (holdsSeat()) {
            return status();
        }
        if (seatFree) {
            return Status.GOING;
        }
        if (request.joinWaitlist()) {
            return Status.WAITLISTED;
        }
        throw new EventFull();
    }
}
