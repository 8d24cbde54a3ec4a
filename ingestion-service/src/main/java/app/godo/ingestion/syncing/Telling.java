package app.godo.ingestion.syncing;

import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.Source;
import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jakarta.enterprise.context.ApplicationScoped;

/** What is told of a Listing: as much of it as its Source's licence lets be shown. */
@ApplicationScoped
class Telling {

    private final ObjectMapper mapper;

    Telling(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A row with what is told of it, and with its fingerprint: the SHA-256 of that, in hexadecimal. */
    Batch.Seen of(Source source, Row.Read row) {
        var listing = source.showsProse() ? row.listing() : withoutProse(row.listing());
        var told = text(listing);
        return new Batch.Seen(row.externalId(), row.raw().toString(), told, fingerprint(told), listing);
    }

    /** What was told of it, which does not take place. */
    Listing cancelled(String told) {
        var listing = tree(told);
        listing.put("schedule_status", "cancelled");
        return read(listing);
    }

    Listing listing(String told) {
        return read(tree(told));
    }

    private Listing withoutProse(Listing listing) {
        ObjectNode facts = mapper.valueToTree(listing);
        facts.putNull("description").putNull("image_url");
        if (facts.get("accessibility") instanceof ObjectNode accessibility) {
            accessibility.putNull("notes");
        }
        return read(facts);
    }

    private String text(Listing listing) {
        try {
            return mapper.writeValueAsString(listing);
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
