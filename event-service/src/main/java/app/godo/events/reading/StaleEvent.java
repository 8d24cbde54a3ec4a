package app.godo.events.reading;

import app.godo.wire.problem.Refusal;

/** The Event has changed since the caller read it. */
public final class StaleEvent extends Refusal {
    public StaleEvent() {
        super(Kind.STALE, "stale", "The event has changed since: read it again.");
    }
}
