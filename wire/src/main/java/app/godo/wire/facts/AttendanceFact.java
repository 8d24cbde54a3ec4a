package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/** Published by event-service on {@link Topics#ATTENDANCE}, keyed by Event. */
public sealed interface AttendanceFact extends Fact {

    UUID eventId();

    @Override
    default String key() {
        return eventId().toString();
    }

    @Override
    default String topic() {
        return Topics.ATTENDANCE;
    }

    /**
     * A person's place at an Event changed.
     *
     * @param status what it is now ({@code interested|going|maybe|not_going|waitlisted}), null when withdrawn
     * @param previous what it was, null when there was none
     * @param visibility {@code private|friends|public} as the person set it; who may see it is for the database to say
     * @param going seats taken after the change
     * @param waiting how many wait for a seat after it, null in a Fact from before it was told
     * @param attendanceVersion the Event's count of such changes: of two Facts the one with more was later, whatever the clocks
     *     say; null likewise
     * @param offerExpiresAt until when a seat is theirs for the taking, for who is {@code waitlisted}; null when none is
     */
    @FactType("app.godo.attendance.changed.v1")
    record Changed(
            UUID factId,
            Instant at,
            UUID eventId,
            UUID userId,
            String status,
            String previous,
            String visibility,
            int going,
            Integer capacity,
            Integer waiting,
            Long attendanceVersion,
            Instant offerExpiresAt)
            implements AttendanceFact {

        /** A change by which no seat is offered. */
        public Changed(
                UUID factId,
                Instant at,
                UUID eventId,
                UUID userId,
                String status,
                String previous,
                String visibility,
                int going,
                Integer capacity,
                Integer waiting,
                Long attendanceVersion) {
            this(
                    factId,
                    at,
                    eventId,
                    userId,
                    status,
                    previous,
                    visibility,
                    going,
                    capacity,
                    waiting,
                    attendanceVersion,
                    null);
        }

        /** Without these nobody can use it: it is unreadable. */
        public Changed {
            requireNonNull(eventId, "no event_id");
            requireNonNull(userId, "no user_id");
            requireNonNull(visibility, "no visibility");
        }
    }
}
