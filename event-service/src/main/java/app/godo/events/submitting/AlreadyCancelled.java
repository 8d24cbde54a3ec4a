package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

/** What was called off stays so. */
final class AlreadyCancelled extends Refusal {
    AlreadyCancelled() {
        super(Kind.CONFLICT, "event-cancelled", "This event is cancelled.");
    }
}
