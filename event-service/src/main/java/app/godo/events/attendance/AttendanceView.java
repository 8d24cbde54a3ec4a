package app.godo.events.attendance;

import java.time.Instant;
import java.util.UUID;

/**
 * The caller's own place at an Event.
 *
 * @param groupId the group they come with, null for none
 * @param notes shown to nobody else, null for none
 * @param positionInWaitlist 1 is next; null unless {@code waitlisted}
 * @param offerExpiresAt until when a seat is held for the caller, who takes it by going; null when none is
 * @param checkInCode shown at the door it lets whoever submitted the Event check the caller in; null unless they hold a seat
 * @param currentAttendees as of the Event: fewer than five others are not told
 * @param capacity seats, null when unlimited or unknown
 */
public record AttendanceView(
        UUID eventId,
        String status,
        String visibility,
        UUID groupId,
        String notes,
        Integer positionInWaitlist,
        Instant offerExpiresAt,
        UUID checkInCode,
        int currentAttendees,
        Integer capacity) {}
