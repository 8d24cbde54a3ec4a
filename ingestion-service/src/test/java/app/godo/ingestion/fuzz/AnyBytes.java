package app.godo.ingestion.fuzz;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PlainText;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.WebAddress;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact.Listing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds of every Reader for any bytes: it reads them, or says that they are not of its kind. And of what all Readers make of
 * words: a price, a time, text out of markup. Jazzer calls it with bytes of its own making ({@link Fuzzing}), the tests with those
 * that once did harm.
 */
public final class AnyBytes {

    private static final Instant AT = Instant.parse("2026-10-09T12:00:00Z");

    private static final int LONGEST_TEXT = 1000;

    /** Everything that can be fuzzed: the kinds of Sources, and words that come in any of them. */
    static List<String> parsers() {
        return Stream.concat(Kinds.names().stream(), Stream.of("prices", "times", "html"))
                .toList();
    }

    /** Jazzer's way in; the parser is the system property {@code kind}. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        read(System.getProperty("kind"), bytes);
    }

    static void read(String parser, byte[] bytes) {
        var words = new String(bytes, StandardCharsets.UTF_8);
        switch (parser) {
            case "prices" -> {
                check(Price.ofWords(words));
                check(Price.saidIn(words));
            }
            case "times" -> checkTimes(words);
            case "html" -> checkText(words);
            default -> readPayload(parser, bytes);
        }
    }

    private static void check(Price price) {
        must((price.min() == null) == (price.max() == null), "half a price");
        must(price.min() == null || price.min() >= 0 && price.min() <= price.max(), "a price that cannot be");
        must(!price.free() || price.max() == 0, "free for money");
    }

    private static void checkTimes(String words) {
        try {
            WrittenTime.of(words, "start");
        } catch (NotAListing isNoTime) {
            // that is an answer
        }
        try {
            WrittenTime.clock(words, "start time");
        } catch (NotAListing isNoClockTime) {
            // that is an answer
        }
    }

    private static void checkText(String words) {
        for (var text : new String[] {PlainText.of(words, LONGEST_TEXT), PlainText.paragraphs(words, LONGEST_TEXT)}) {
            must(text == null || text.length() <= LONGEST_TEXT, "a text that is too long");
            must(text == null || text.indexOf('\0') < 0, "a text that cannot be kept");
        }
        var address = WebAddress.https(words);
        must(address == null || address.startsWith("https://"), "an address that may not be shown");
        Point.firstOf(words);
        Borough.inAddress(words);
    }

    private static void readPayload(String kind, byte[] bytes) {
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
