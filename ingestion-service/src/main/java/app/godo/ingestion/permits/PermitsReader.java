package app.godo.ingestion.permits;

import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PassedOver;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.reading.Table;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The city's permitted events ({@code tvpp-9vvx}, and {@code bkfu-528j} for the past) as JSON or CSV. Most permits are for sport
 * fields and private parties: only the types that the public may come to are Events.
 */
public final class PermitsReader implements Reader {

    private static final List<String> PUBLIC_TYPES = List.of(
            "Farmers Market",
            "Street Event",
            "Block Party",
            "Parade",
            "Plaza Event",
            "Plaza Partner Event",
            "Open Street Partner Event",
            "Athletic Race / Tour",
            "Single Block Festival",
            "Street Festival",
            "Health Fair");

    /** What clerks enter for a name. */
    private static final Set<String> NO_NAMES = Set.of("miscellaneous", "celebration", "n/a", "none", "event");

    private static final Categories CATEGORIES = Categories.of("nyc-permitted-events");

    @Override
    public String kind() {
        return "nyc-permitted-events";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return new Table(PermitsReader::column, "event_id", PermitsReader::externalId, row -> draft(row, settings))
                .read(payload.text(), new Rows().tellingApart());
    }

    /** The types that the public may come to, as a list of a {@code $where}. */
    static String publicTypes() {
        return PUBLIC_TYPES.stream().map("'%s'"::formatted).collect(Collectors.joining(", "));
    }

    /** The export's {@code Start Date/Time} is the interface's {@code start_date_time}. */
    private static String column(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** An id is that of a permit, which may be for several days: with its day it is one of an Event. */
    private static String externalId(JsonNode row) {
        var id = text(row, "event_id");
        if (id == null || !id.replace(",", "").strip().matches("\\d{1,20}")) {
            return null;
        }
        var bare = id.replace(",", "").strip();
        try {
            var start = WrittenTime.of(text(row, "start_date_time"), "start");
            return start == null ? bare : bare + "/" + start.date();
        } catch (NotAListing unreadable) {
            return bare;
        }
    }

    private static Draft draft(JsonNode row, SourceSettings settings) {
        var type = text(row, "event_type");
        if (type == null) {
            throw new NotAListing("The permit has no event_type");
        }
        if (PUBLIC_TYPES.stream().noneMatch(type.strip()::equalsIgnoreCase)) {
            throw new PassedOver("Not for the public: a permit of the type " + known(type));
        }
        var name = text(row, "event_name");
        if (name != null && NO_NAMES.contains(name.strip().toLowerCase(Locale.ROOT))) {
            throw new PassedOver("Nobody knows what it is: its name says nothing");
        }
        if (externalId(row) == null) {
            throw new NotAListing("The permit has no event_id");
        }
        var borough = Borough.named(text(row, "event_borough"));
        var places = text(row, "event_location");
        var place = places == null ? null : firstPlace(places);
        return new Draft(settings)
                .title(name)
                .when(when(row, settings))
                .placeAt(place == null ? borough : nameOf(place), restOf(place), borough)
                .borough(borough)
                .onlyTheirCategories()
                .categories(CATEGORIES, List.of(type));
    }

    private static String known(String type) {
        return type.strip().length() > 60 ? type.strip().substring(0, 60) : type.strip();
    }

    private static When when(JsonNode row, SourceSettings settings) {
        var start = WrittenTime.of(text(row, "start_date_time"), "start_date_time");
        if (start == null) {
            throw new NotAListing("The permit has no start_date_time");
        }
        return WrittenTime.span(start, WrittenTime.of(text(row, "end_date_time"), "end_date_time"), settings.home());
    }

    /** {@code Brooklyn Bridge Arches Plaza: Rose Street …} is a plaza and its whereabouts; without a colon it is a street. */
    private static String nameOf(String place) {
        return place.split(":\\s*", 2)[0];
    }

    private static String restOf(String place) {
        var parts = place == null ? new String[0] : place.split(":\\s*", 2);
        return parts.length < 2 || parts[1].equals(parts[0]) ? null : parts[1];
    }

    /** Cross streets are padded to columns; several places are joined by commas. */
    private static String firstPlace(String places) {
        return places.split("\\s*,", 2)[0].strip().replaceAll("\\s+", " ");
    }
}
