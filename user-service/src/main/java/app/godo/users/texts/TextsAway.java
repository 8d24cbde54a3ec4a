package app.godo.users.texts;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** Nobody brings messages to phones right now. */
final class TextsAway extends Refusal {
    TextsAway() {
        super(Kind.UNAVAILABLE, "texts-unavailable", "No text message can be sent right now; try again later.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofMinutes(1);
    }
}
