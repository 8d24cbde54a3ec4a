package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/** Published by swipe-service on {@link Topics#SWIPES}, keyed by user. */
public sealed interface SwipeFact extends Fact {

    UUID userId();

    UUID eventId();

    /** When the person swiped, by a clock bounded to the server's: of two swipes on one Event the later counts. */
    Instant swipedAt();

    @Override
    default String key() {
        return userId().toString();
    }

    @Override
    default String topic() {
        return Topics.SWIPES;
    }

    /** A person swiped an Event, or swiped it again another way. */
    @FactType("app.godo.swipe.recorded.v1")
    record Recorded(
            UUID factId, Instant at, UUID swipeId, UUID userId, UUID eventId, Direction direction, Instant swipedAt)
            implements SwipeFact {

        /** One that does not say who, what, which way and when can never be learned from: it is unreadable. */
        public Recorded {
            requireNonNull(swipeId, "no swipe_id");
            requireNonNull(userId, "no user_id");
            requireNonNull(eventId, "no event_id");
            requireNonNull(direction, "no direction");
            requireNonNull(swipedAt, "no swiped_at");
        }
    }

    /**
     * A person took a swipe back: all is as if it had never been. Told of each Event that it held for, which are several where
     * Events were found to be one.
     *
     * @param direction which way the swipe went
     * @param held the swipe that holds for the Event now, null when there is none
     */
    @FactType("app.godo.swipe.undone.v1")
    record Undone(
            UUID factId,
            Instant at,
            UUID swipeId,
            UUID userId,
            UUID eventId,
            Direction direction,
            Instant swipedAt,
            Held held)
            implements SwipeFact {

        /** One that does not say whose and which swipe it was takes nothing back: it is unreadable. */
        public Undone {
            requireNonNull(swipeId, "no swipe_id");
            requireNonNull(userId, "no user_id");
            requireNonNull(eventId, "no event_id");
            requireNonNull(direction, "no direction");
            requireNonNull(swipedAt, "no swiped_at");
        }
    }

    /** A swipe that holds again. */
    record Held(UUID swipeId, Direction direction, Instant swipedAt) {

        public Held {
            requireNonNull(swipeId, "no held.swipe_id");
            requireNonNull(direction, "no held.direction");
            requireNonNull(swipedAt, "no held.swiped_at");
        }
    }
}
