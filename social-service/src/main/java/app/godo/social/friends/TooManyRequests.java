package app.godo.social.friends;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** Somebody asks more people than one can know. */
final class TooManyRequests extends Refusal {

    private final Duration patience;

    private TooManyRequests(String detail, Duration patience) {
        super(Kind.TOO_MANY, "too-many-friend-requests", detail);
        this.patience = patience;
    }

    static TooManyRequests today(int most, Duration untilTomorrow) {
        return new TooManyRequests("You may ask %d people a day.".formatted(most), untilTomorrow);
    }

    /** When others answer nobody knows: an hour is as good a guess as any. */
    static TooManyRequests unanswered(int most) {
        return new TooManyRequests("You may have %d requests unanswered.".formatted(most), Duration.ofHours(1));
    }

    @Override
    public Duration retryAfter() {
        return patience;
    }
}
