package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.UUID;

/** A swipe as it is kept. */
record SwipeView(UUID id, UUID eventId, Direction direction, Instant swipedAt, UUID clientSwipeId)
        implements SwipesView {}
