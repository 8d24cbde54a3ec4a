package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.UUID;

/**
 * A swipe as it is kept.
 *
 * @param clientSwipeId null where the client gave none
 */
record SwipeView(UUID id, UUID eventId, Direction direction, Instant swipedAt, UUID clientSwipeId)
        implements SwipesView {}
