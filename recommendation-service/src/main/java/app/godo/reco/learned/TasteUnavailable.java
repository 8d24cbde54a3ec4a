package app.godo.reco.learned;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** What was learned cannot be told, or what was said of it not be heeded, at the moment. */
final class TasteUnavailable extends Refusal {
    TasteUnavailable() {
        super(Kind.UNAVAILABLE, "taste-unavailable", "What was learned is not at hand at the moment: try again.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(5);
    }
}
