package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.Source;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;
import app.godo.wire.facts.ListingFact.Terms;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import jakarta.enterprise.context.ApplicationScoped;

/** What is told of a Listing: as much of it as its Source's licence lets be shown. */
@ApplicationScoped
class Telling {

    private final ObjectMapper mapper;

    Telling(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A row with what is told of it, and with its fingerprint: the SHA-256 of that and of its terms, in hexadecimal. */
    Batch.Seen of(Source source, Row.Read row) {
        var listing = source.licence().showsProse() ? row.listing() : withoutProse(row.listing());
        var told = text(listing);
        var raw = source.licence().keepsPayloads() ? row.raw().toString() : null;
        return new Batch.Seen(row.externalId(), raw, told, fingerprint(told + text(terms(source))), listing);
    }

    /** Tells that a Source lists it, for the first time or otherwise than before. */
    ListingFact.Seen listed(Source source, String externalId, Listing listing, Instant now) {
        return seen(source, externalId, listing, false, now);
    }

    /** Tells that a Source lists it no more, with what was told of it last. */
    ListingFact.Seen vanished(Source source, String externalId, String told, Instant now) {
        return seen(source, externalId, listing(told), true, now);
    }

    Listing listing(String told) {
        return read(tree(told));
    }

    private static ListingFact.Seen seen(
            Source source, String externalId, Listing listing, boolean vanished, Instant now) {
        return new ListingFact.Seen(
                Ids.next(), now, source.name(), externalId, listing, vanished, source.kind(), terms(source));
    }

    private static Terms terms(Source source) {
        var licence = source.licence();
        return new Terms(licence.name(), licence.attribution(), licence.redistributable());
    }

    private Listing withoutProse(Listing listing) {
        ObjectNode facts = mapper.valueToTree(listing);
        facts.putNull("description").putNull("image_url");
        if (facts.get("accessibility") instanceof ObjectNode accessibility) {
            accessibility.putNull("notes");
        }
        return read(facts);
    }

    private String text(Object told) {
        try {
            return mapper.writeValueAsString(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ObjectNode tree(String told) {
        try {
            return (ObjectNode) mapper.readTree(told);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Listing read(ObjectNode listing) {
        try {
            return mapper.treeToValue(listing, Listing.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String fingerprint(String told) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
