package app.godo.users.allowances;

import app.godo.wire.problem.Refusal;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** There was enough of it for now. */
final class AllowanceSpent extends Refusal {

    private final Duration wait;

    AllowanceSpent(String code, Duration wait) {
        super(Kind.TOO_MANY, code, "That was enough for now: try again later.");
        this.wait = wait;
    }

    /** In whole seconds, rounded up: who waits that long may. */
    @Override
    public Duration retryAfter() {
        return wait.plusNanos(Duration.ofSeconds(1).toNanos() - 1).truncatedTo(ChronoUnit.SECONDS);
    }
}
