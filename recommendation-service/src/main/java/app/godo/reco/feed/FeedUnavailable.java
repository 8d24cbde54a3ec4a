package app.godo.reco.feed;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** Nobody can say what the caller has seen: better no deck than one they have swiped. */
final class FeedUnavailable extends Refusal {
    FeedUnavailable() {
        super(Kind.UNAVAILABLE, "feed-unavailable", "There is no deck at the moment.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(5);
    }
}
