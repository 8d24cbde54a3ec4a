package app.godo.events.listings;

import app.godo.events.catalogue.Catalogue;
import app.godo.wire.facts.ListingFact;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import jakarta.enterprise.context.ApplicationScoped;

/** Makes a draft of a Listing. Takes HTML apart and finds a place on the map: nothing for an event loop. */
@ApplicationScoped
class Drafting {

    private final Mending mending;
    private final Catalogue catalogue;
    private final ObjectMapper mapper;

    Drafting(Mending mending, Catalogue catalogue, ObjectMapper mapper) {
        this.mending = mending;
        this.catalogue = catalogue;
        this.mapper = mapper;
    }

    /** @throws IllegalArgumentException when no Event can be made of it */
    Drafted of(ListingFact.Seen seen) {
        var draft = mending.draftOf(seen);
        return new Drafted(
                seen,
                draft,
                mapper.<ObjectNode>valueToTree(draft),
                catalogue.fingerprintOf(draft, seen.vanished(), seen.sourceKind(), seen.terms()));
    }

    /** One that was taken before. */
    Drafted of(Known known) {
        try {
            return of(new ListingFact.Seen(
                    null,
                    known.lastSeen(),
                    known.source(),
                    known.externalId(),
                    mapper.readValue(known.listing(), ListingFact.Listing.class),
                    known.vanished(),
                    known.sourceKind(),
                    known.terms() == null ? null : mapper.readValue(known.terms(), ListingFact.Terms.class)));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a listing that was kept and cannot be read: " + known.key(), bug);
        }
    }
}
