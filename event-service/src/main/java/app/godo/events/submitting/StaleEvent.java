package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

/** The Event has changed since the caller read it. */
final class StaleEvent extends Refusal {
    StaleEvent() {
        super(Kind.STALE, "stale", "The event has changed since: read it again.");
    }
}
