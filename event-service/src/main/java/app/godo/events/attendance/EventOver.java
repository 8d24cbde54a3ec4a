package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** It is too late to decide. */
final class EventOver extends Refusal {
    EventOver() {
        super(Kind.CONFLICT, "event-over", "This event is over.");
    }
}
