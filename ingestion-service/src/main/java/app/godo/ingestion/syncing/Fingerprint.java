package app.godo.ingestion.syncing;

import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells whether a Listing says the same as before: SHA-256 of its JSON, in hexadecimal. */
@ApplicationScoped
class Fingerprint {

    private final ObjectMapper mapper;

    Fingerprint(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String of(Listing listing) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(mapper.writeValueAsBytes(listing));
            return HexFormat.of().formatHex(digest);
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
