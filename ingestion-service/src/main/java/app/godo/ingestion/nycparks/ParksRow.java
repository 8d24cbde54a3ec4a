package app.godo.ingestion.nycparks;

import app.godo.ingestion.reading.PlainText;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.WebAddress;
import app.godo.ingestion.sources.Row;
import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.time.Clock;

/** One row of the data set as a Listing. The JSON and the CSV form have the same names, and hold some values otherwise. */
final class ParksRow {

    static final String ID = "guid";

    private static final int LONGEST_RAW = 64 * 1024;
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_DESCRIPTION = 20_000;
    private static final int LONGEST_PLACE = 255;
    private static final int LONGEST_CATEGORIES = 1000;
    private static final int LONGEST_ADDRESS = 500;

    private final Clock clock;

    ParksRow(Clock clock) {
        this.clock = clock;
    }

    /** Never fails: what cannot be read is {@link Row.Unreadable}, whatever it is. */
    Row read(JsonNode row) {
        if (!(row instanceof ObjectNode)) {
            return unreadable(row, "The row is not an object");
        }
        var text = row.toString();
        if (text.length() > LONGEST_RAW) {
            return tooLarge(row, text, "The row is larger than %d characters".formatted(LONGEST_RAW));
        }
        var raw = PlainText.storable(row);
        try {
            return new Row.Read(externalId(raw), raw, listing(raw));
        } catch (NotAListing reason) {
            return unreadable(raw, reason.getMessage());
        } catch (RuntimeException unforeseen) {
            // the one place where a bug is caught: it costs this row and is seen in the quarantine
            return unreadable(
                    raw, "The row cannot be read: " + unforeseen.getClass().getSimpleName());
        }
    }

    static Row.Unreadable unreadable(JsonNode row, String reason) {
        var text = row.toString();
        return text.length() > LONGEST_RAW
                ? tooLarge(row, text, reason)
                : new Row.Unreadable(externalIdOrNull(row), reason, PlainText.storable(row));
    }

    private static Row.Unreadable tooLarge(JsonNode row, String text, String reason) {
        var kept = TextNode.valueOf(text.substring(0, LONGEST_RAW));
        return new Row.Unreadable(externalIdOrNull(row), reason, PlainText.storable(kept));
    }

    private static String externalId(JsonNode raw) {
        var id = externalIdOrNull(raw);
        if (id == null) {
            throw new NotAListing("The row has no " + ID);
        }
        return id;
    }

    /** The CSV groups the digits: {@code 2,146,733}. */
    private static String externalIdOrNull(JsonNode raw) {
        var digits = raw.path(ID).asText("").replace(",", "").strip();
        return digits.matches("\\d{1,20}") ? digits : null;
    }

    private Listing listing(JsonNode raw) {
        var link = address(raw, "link");
        var when = ParksTimes.of(text(raw, "startdate"), link, text(raw, "starttime"), text(raw, "endtime"), clock);
        var title = ParksTitle.of(PlainText.of(text(raw, "title"), LONGEST_TITLE));
        var categories = ParksCategories.of(PlainText.of(text(raw, "categories"), LONGEST_CATEGORIES));
        var place = ParksPlace.of(text(raw, "location"), text(raw, "parknames"), text(raw, "parkids"));
        var point = place.online() ? null : Point.firstOf(text(raw, "coordinates"));
        var description = PlainText.paragraphs(text(raw, "description"), LONGEST_DESCRIPTION);
        var costs = ParksPrice.isCharged(description, PlainText.of(text(raw, "registration_description"), 2000));
        var url = WebAddress.https(link);
        return new Listing(
                title.text(),
                description,
                title.scheduleStatus(),
                when.startsAt(),
                when.endsAt(),
                ParksTimes.ZONE.getId(),
                false,
                when.timeTbd(),
                place.online() ? "online" : "in_person",
                PlainText.of(place.name(), LONGEST_PLACE),
                PlainText.of(place.address(), LONGEST_ADDRESS),
                point == null ? null : point.latitude(),
                point == null ? null : point.longitude(),
                place.borough(),
                categories.category().word(),
                categories.tags(),
                costs ? null : 0,
                costs ? null : 0,
                "USD",
                !costs,
                !costs,
                WebAddress.https(address(raw, "image")),
                url == null ? WebAddress.https(address(raw, "registration_url")) : url,
                null);
    }

    private static String text(JsonNode raw, String name) {
        var value = raw.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    /** JSON wraps addresses, {@code {"url": "…"}}; the CSV does not. */
    private static String address(JsonNode raw, String name) {
        return raw.path(name).isObject() ? text(raw.path(name), "url") : text(raw, name);
    }

    /** The row does not say enough, or nothing that can be. */
    static final class NotAListing extends RuntimeException {
        NotAListing(String reason) {
            super(reason, null, false, false);
        }
    }
}
