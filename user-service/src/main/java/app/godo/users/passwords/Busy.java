package app.godo.users.passwords;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** More people sign in at once than can be checked. */
final class Busy extends Refusal {

    Busy() {
        super(Kind.UNAVAILABLE, "busy", "Too many people are signing in right now; try again in a moment.");
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }
}
