package app.godo.ingestion.fetching;

import java.time.Duration;

/** The other side cannot now, but may in a moment. */
final class FeedBusy extends FeedFailure {

    private final transient Duration retryAfter;

    /** @param retryAfter how long the other side asks to be left alone, zero when it does not say */
    FeedBusy(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
