package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;

import java.time.Instant;
import java.util.UUID;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * One swipe as a client tells it.
 *
 * @param clientSwipeId the client's own id of the swipe: sent again, it is the same swipe
 * @param deckId the deck it was dealt in, with its place there in {@code position}
 * @param swipedAt when, by the client's clock; now when it does not say
 */
record SwipeRequest(
        @NotNull UUID eventId,
        @NotNull Direction direction,
        UUID clientSwipeId,
        UUID deckId,
        @PositiveOrZero Integer position,
        Instant swipedAt)
        implements SwipesRequest {}
