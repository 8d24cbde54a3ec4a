package app.godo.events.attendance;

import java.util.UUID;

/**
 * Who is there: one of the two.
 *
 * @param userId a person whom the caller sees among the attendees
 * @param code what somebody shows at the door, the {@code check_in_code} of their own attendance
 */
record CheckInRequest(UUID userId, UUID code) {}
