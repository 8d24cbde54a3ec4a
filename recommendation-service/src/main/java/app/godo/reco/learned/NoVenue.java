package app.godo.reco.learned;

import app.godo.wire.problem.Refusal;

/** Nobody goes anywhere for it. */
final class NoVenue extends Refusal {
    NoVenue() {
        super(Kind.INVALID, "no-venue", "This event is online.");
    }
}
