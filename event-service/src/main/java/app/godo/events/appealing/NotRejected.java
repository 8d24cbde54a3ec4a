package app.godo.events.appealing;

import app.godo.wire.problem.Refusal;

/** What was not turned down needs no appeal. */
final class NotRejected extends Refusal {
    NotRejected() {
        super(Kind.CONFLICT, "not-rejected", "This event was not rejected.");
    }
}
