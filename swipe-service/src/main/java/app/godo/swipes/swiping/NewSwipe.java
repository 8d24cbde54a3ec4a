package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.time.Ids;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/**
 * A swipe as it came in.
 *
 * @param clientSwipeId the client's id, or our own for a client that names none
 * @param swipedAt by the client's clock, never ahead of ours by more than {@link #CLOCK_SKEW}
 */
record NewSwipe(
        UUID id,
        UUID eventId,
        Direction direction,
        UUID clientSwipeId,
        UUID deckId,
        Integer position,
        Instant swipedAt,
        Instant receivedAt) {

    /** How far a client's clock may be ahead of ours before we believe ours. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** How long a phone may have been offline. */
    static final Duration OLDEST = Duration.ofDays(30);

    static NewSwipe of(SwipeRequest request, Instant now) {
        var id = Ids.next();
        return new NewSwipe(
                id,
                request.eventId(),
                request.direction(),
                Objects.requireNonNullElse(request.clientSwipeId(), id),
                request.deckId(),
                request.position(),
                bounded(request.swipedAt(), now),
                now);
    }

    boolean tooOld() {
        return swipedAt.isBefore(receivedAt.minus(OLDEST));
    }

    SwipeFact.Recorded recordedBy(UUID userId) {
        return new SwipeFact.Recorded(Ids.next(), receivedAt, id, userId, eventId, direction, swipedAt);
    }

    SwipeView view() {
        return new SwipeView(id, eventId, direction, swipedAt, clientSwipeId);
    }

    /** In microseconds, as the database keeps it, so that a repeated answer is the same to the letter. */
    private static Instant bounded(Instant said, Instant now) {
        var believed = said == null || said.isAfter(now.plus(CLOCK_SKEW)) ? now : said;
        return believed.truncatedTo(ChronoUnit.MICROS);
    }
}
