package app.godo.events.listings;

import app.godo.events.catalogue.Draft;
import app.godo.events.catalogue.Told;
import app.godo.wire.facts.ListingFact;

import java.util.UUID;

/** What a Source lists, with the Event that it makes. */
record Drafted(ListingFact.Seen seen, Draft draft, byte[] fingerprint) {

    String key() {
        return seen.key();
    }

    Told as(UUID event) {
        return new Told(event, seen.externalId(), draft, fingerprint, seen.listing());
    }
}
