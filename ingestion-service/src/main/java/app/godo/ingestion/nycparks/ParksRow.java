package app.godo.ingestion.nycparks;

import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PlainText;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of the data set as a Listing. Its forms (JSON, CSV, RSS and the JSON feed of old) have most names in common, and hold
 * some values otherwise.
 */
final class ParksRow {

    static final String ID = "guid";

    private static final int LONGEST_CATEGORIES = 1000;
    private static final int LONGEST_LINK = 2048;
    private static final Categories CATEGORIES = Categories.of("nyc-parks");

    /** The JSON joins by bars; an earlier form by slashes with blanks, while {@code Running/Jogging} is one category. */
    private static final String SEPARATOR = "\\s*\\|\\s*|\\s+/\\s+";

    private static final Pattern LINK_PATH =
            Pattern.compile("[^?#]*/events/(\\d{4}/\\d{2}/\\d{2}/[^?#/]+)/?(?:[?#].*)?");

    /** The feed of old has the place in its text only. */
    private static final Pattern PLACE_IN_TEXT = Pattern.compile("(?m)^Location:\\s*(\\S.*)$");

    private final SourceSettings settings;

    ParksRow(SourceSettings settings) {
        this.settings = settings;
    }

    /** Never fails: what cannot be read is {@link Row.Unreadable}, whatever it is. */
    Row read(JsonNode row) {
        return Rows.read(row, ParksRow::externalId, this::draft);
    }

    /** The CSV groups the digits: {@code 2,146,733}. Where there are none, as in RSS, the link's path tells rows apart. */
    static String externalId(JsonNode raw) {
        var digits = raw.path(ID).asText("").replace(",", "").strip();
        if (digits.matches("\\d{1,20}")) {
            return digits;
        }
        var link = raw.hasNonNull(ID) && !raw.path(ID).asText("").contains("://") ? null : address(raw, "link");
        var path = LINK_PATH.matcher(link == null || link.length() > LONGEST_LINK ? "" : link);
        return path.matches() ? path.group(1) : null;
    }

    Draft draft(JsonNode raw) {
        if (externalId(raw) == null) {
            throw new NotAListing("The row has no " + ID);
        }
        var link = address(raw, "link");
        var draft = new Draft(settings)
                .when(ParksTimes.of(
                        first(raw, "startdate", "start_date"),
                        first(raw, "enddate", "end_date"),
                        link,
                        first(raw, "starttime", "start_time"),
                        first(raw, "endtime", "end_time"),
                        settings.home()))
                .title(text(raw, "title"))
                .description(text(raw, "description"))
                .url(link, address(raw, "registration_url"))
                .image(address(raw, "image"))
                .onlyTheirCategories()
                .categories(CATEGORIES, categories(raw));
        var place = ParksPlace.of(location(raw, draft.description()), text(raw, "parknames"), text(raw, "parkids"));
        draft.place(place.name(), place.address())
                .borough(place.borough())
                .point(Point.firstOf(text(raw, "coordinates")));
        if (place.online()) {
            draft.online();
        }
        var costs =
                ParksPrice.isCharged(draft.description(), PlainText.of(text(raw, "registration_description"), 2000));
        return draft.price(costs ? Price.UNKNOWN : Price.FREE);
    }

    private static List<String> categories(JsonNode raw) {
        var joined = PlainText.of(text(raw, "categories"), LONGEST_CATEGORIES);
        return joined == null ? List.of() : List.of(joined.split(SEPARATOR));
    }

    private static String location(JsonNode raw, String description) {
        var stated = text(raw, "location");
        if (stated != null || description == null) {
            return stated;
        }
        var written = PLACE_IN_TEXT.matcher(description);
        return written.find() ? written.group(1) : null;
    }

    private static String first(JsonNode raw, String name, String otherwise) {
        var value = text(raw, name);
        return value == null ? text(raw, otherwise) : value;
    }

    /** JSON wraps addresses, {@code {"url": "…"}}; the CSV does not. */
    private static String address(JsonNode raw, String name) {
        return raw.path(name).isObject() ? text(raw.path(name), "url") : text(raw, name);
    }
}
