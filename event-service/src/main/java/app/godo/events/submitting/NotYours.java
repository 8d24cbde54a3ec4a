package app.godo.events.submitting;

import app.godo.wire.problem.Refusal;

/** The Event is another's. */
final class NotYours extends Refusal {
    NotYours() {
        super(Kind.FORBIDDEN, "not-yours", "Only who submitted an event and moderators change it.");
    }
}
