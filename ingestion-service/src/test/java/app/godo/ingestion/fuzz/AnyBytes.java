package app.godo.ingestion.fuzz;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact.Listing;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What holds of every Reader for any bytes: it reads them, or says that they are not of its kind. Jazzer calls it with bytes of its
 * own making (the profile {@code fuzz}), the tests with those that once did harm.
 */
public final class AnyBytes {

    private static final Instant AT = Instant.parse("2026-10-09T12:00:00Z");

    /** Jazzer's way in; the kind is the system property {@code kind}. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        read(System.getProperty("kind"), bytes);
    }

    static void read(String kind, byte[] bytes) {
        var reader = Kinds.of(kind).orElseThrow().reader();
        try {
            var readout = reader.read(new Payload(bytes, null), SourceSettings.of("fuzz", AT));
            for (var row : readout.rows()) {
                switch (row) {
                    case Row.Read read -> check(read.externalId(), read.listing());
                    case Row.Unreadable bad -> check(bad);
                }
            }
        } catch (FeedFailure notOfTheKind) {
            // that is an answer
        }
    }

    private static void check(String id, Listing listing) {
        must(!id.isBlank() && id.length() <= 255, "an id that cannot be kept");
        must(!listing.title().isBlank() && listing.title().length() <= 255, "a title that cannot be kept");
        must(listing.endsAt() == null || listing.endsAt().isAfter(listing.startsAt()), "an end before the start");
        must(ZoneId.of(listing.timeZone()) != null, "a zone that is none");
        must((listing.latitude() == null) == (listing.longitude() == null), "half a point");
        must((listing.priceMin() == null) == (listing.priceMax() == null), "half a price");
        must(listing.priceMin() == null || listing.priceMin() <= listing.priceMax(), "prices the wrong way round");
        must(!listing.free() || listing.priceMax() == 0, "free for money");
        must(listing.url() == null || listing.url().startsWith("https://"), "an address that may not be shown");
        must(listing.tags().size() <= 20, "too many tags");
    }

    /** A reason that names an exception is a bug that was caught. */
    private static void check(Row.Unreadable bad) {
        must(!bad.reason().matches("(?s)The (?:row|event) cannot be read: .*"), bad.reason());
    }

    private static void must(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private AnyBytes() {}
}
