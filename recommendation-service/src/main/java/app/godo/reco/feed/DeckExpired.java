package app.godo.reco.feed;

import app.godo.wire.problem.Refusal;

/** The deck is no longer kept. */
final class DeckExpired extends Refusal {
    DeckExpired() {
        super(Kind.NOT_FOUND, "deck-expired", "This deck is no longer kept; ask for a new one.");
    }
}
