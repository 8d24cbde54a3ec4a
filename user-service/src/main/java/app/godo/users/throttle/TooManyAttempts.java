package app.godo.users.throttle;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** Too many wrong passwords lately: at this account, or from this address. Which one is nobody's business. */
final class TooManyAttempts extends Refusal {

    private static final long MILLIS = 1000;

    private final Duration pause;

    TooManyAttempts(Duration pause) {
        super(Kind.TOO_MANY, "too-many-attempts", "Too many attempts: wait a little and try again.");
        this.pause = pause;
    }

    /** In whole seconds, rounded up: who waits that long gets in. */
    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds((pause.toMillis() + MILLIS - 1) / MILLIS);
    }
}
