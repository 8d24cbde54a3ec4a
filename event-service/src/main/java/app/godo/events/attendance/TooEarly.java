package app.godo.events.attendance;

import app.godo.wire.problem.Refusal;

/** Nobody is there yet. */
final class TooEarly extends Refusal {
    TooEarly() {
        super(Kind.CONFLICT, "too-early", "The doors open an hour before the start.");
    }
}
