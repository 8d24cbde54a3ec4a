package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** Nobody is there who does not go. */
final class NotGoing extends Refusal {
    NotGoing() {
        super(Kind.CONFLICT, "not-going", "Only who goes can be there: say first that you are going.");
    }
}
