package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** The doors of an Event are opened by who submitted it. */
final class NotTheAuthor extends Refusal {
    NotTheAuthor() {
        super(Kind.FORBIDDEN, "not-yours", "Only who submitted an event checks others in.");
    }
}
