package app.godo.ingestion.testing;

import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact.Listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** One Reader with a Source's settings, and what it makes of payloads. */
public record Reading(Reader reader, SourceSettings settings) {

    /** Read as of the morning of a day in New York. */
    public static Reading with(Reader reader, String day) {
        var at = LocalDate.parse(day).atStartOfDay(SourceSettings.NEW_YORK).toInstant();
        return new Reading(reader, SourceSettings.of("test", at));
    }

    public Reading zone(String zone) {
        return new Reading(reader, new SourceSettings("test", ZoneId.of(zone), null, settings.venue(), settings.at()));
    }

    /** What claims no zone is in this one. */
    public Reading floatingZone(String zone) {
        return new Reading(reader, new SourceSettings("test", null, ZoneId.of(zone), settings.venue(), settings.at()));
    }

    public Reading venue(String venue) {
        return new Reading(reader, new SourceSettings("test", settings.zone(), null, venue, settings.at()));
    }

    public Result of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8), null);
    }

    public Result of(byte[] body, String contentType) {
        return new Result(reader.read(new Payload(body, contentType), settings));
    }

    public Result ofFile(String name) {
        return of(file(name), null);
    }

    public static byte[] file(String name) {
        try (var file = Reading.class.getResourceAsStream(name)) {
            return file.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What came of a payload. */
    public record Result(Readout readout) {

        public List<Row.Read> rows() {
            return readout.rows().stream()
                    .filter(Row.Read.class::isInstance)
                    .map(Row.Read.class::cast)
                    .toList();
        }

        public List<Listing> listings() {
            return rows().stream().map(Row.Read::listing).toList();
        }

        public List<String> ids() {
            return rows().stream().map(Row.Read::externalId).toList();
        }

        public Listing only() {
            if (readout.rows().size() != 1 || rows().size() != 1) {
                throw new AssertionError("not one listing: " + readout);
            }
            return rows().getFirst().listing();
        }

        public Listing listing(String externalId) {
            return rows().stream()
                    .filter(row -> row.externalId().equals(externalId))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(externalId + " is none of " + ids()))
                    .listing();
        }

        /** Why rows were set aside. */
        public List<String> reasons() {
            return readout.rows().stream()
                    .filter(Row.Unreadable.class::isInstance)
                    .map(row -> ((Row.Unreadable) row).reason())
                    .toList();
        }
    }

    /** A moment as a person writes it. */
    public static Instant moment(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }
}
