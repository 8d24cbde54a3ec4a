package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

import java.time.Duration;

/** Someone nobody knows yet submits more than can be looked at. */
final class TooManyEvents extends Refusal {

    private final Duration wait;

    TooManyEvents(Duration wait) {
        super(Kind.TOO_MANY, "too-many-events", "You have submitted as many events as a new author may in a day.");
        this.wait = wait;
    }

    @Override
    public Duration retryAfter() {
        return wait;
    }
}
