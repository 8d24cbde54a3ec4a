package app.godo.ingestion.rss;

import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.ExternalId;
import app.godo.ingestion.reading.Lasting;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.reading.RssItems;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RSS and Atom whose items say in a module when and where they take place: {@code ev:startdate}, {@code event:starttime}, {@code
 * xCal:dtstart} and their like. When an item was published says nothing of that.
 */
public final class RssReader implements Reader {

    private static final List<String> STARTS = List.of(
            "startdate", "dtstart", "start", "start_date", "startdatetime", "eventdate", "event_date", "localstart");
    private static final List<String> ENDS = List.of("enddate", "dtend", "end", "end_date", "enddatetime", "localend");
    private static final List<String> START_TIMES = List.of("starttime", "start_time");
    private static final List<String> END_TIMES = List.of("endtime", "end_time");
    private static final List<String> PLACES = List.of("location", "venue", "venue_name", "x-calconnect-venue_adr");

    @Override
    public String kind() {
        return "rss";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        var rows = new Rows().tellingApart();
        var items = RssItems.of(payload.text());
        items.all().forEach(item -> rows.add(item, RssReader::externalId, row -> draft(row, settings)));
        return items.whole() ? rows.readout() : rows.brokenOff();
    }

    private static String externalId(JsonNode item) {
        for (var name : List.of("guid", "id", "link")) {
            var id = text(item.path(name));
            if (id != null) {
                return id;
            }
        }
        var title = text(item.path("title"));
        return title == null
                ? null
                : ExternalId.hash(
                        title + String.valueOf(first(item, STARTS)).replaceFirst("(\\d)[Tt ]\\d{1,2}:.*$", "$1"));
    }

    private static Draft draft(JsonNode item, SourceSettings settings) {
        var content = text(item.path("content:encoded"));
        var summary =
                text(item.path("description")) == null ? text(item.path("summary")) : text(item.path("description"));
        var draft = new Draft(settings)
                .title(text(item.path("title")))
                .description(content == null ? summary : content)
                .when(when(item, settings))
                .place(first(item, PLACES), first(item, List.of("address")))
                .point(point(item))
                .url(text(item.path("link")), text(item.path("guid")))
                .image(text(item.path("image")))
                .categories(Categories.GENERAL, categories(item));
        draft.status(status(String.valueOf(first(item, List.of("status", "eventstatus")))));
        var cost = first(item, List.of("cost", "price"));
        return draft.price(cost == null ? Price.saidIn(draft.description()) : Price.ofWords(cost));
    }

    /** Null when it says nothing. */
    private static String status(String theirs) {
        var word = theirs.replaceFirst("^.*[/#:]", "")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^event", "");
        return switch (word) {
            case "cancelled", "canceled" -> "cancelled";
            case "postponed", "rescheduled" -> word;
            case "movedonline" -> "moved_online";
            case "confirmed", "scheduled" -> "scheduled";
            default -> null;
        };
    }

    private static When when(JsonNode item, SourceSettings settings) {
        var start = WrittenTime.of(first(item, STARTS), "start");
        if (start == null) {
            throw new NotAListing("The item does not say when it takes place, only when it was published");
        }
        var end = end(item);
        var clock = start.time() == null ? WrittenTime.clock(first(item, START_TIMES), "start time") : null;
        if (clock == null) {
            return WrittenTime.span(start, end, settings.home()).lasting(Lasting.of(first(item, List.of("duration"))));
        }
        var endClock = WrittenTime.clock(first(item, END_TIMES), "end time");
        var days = end != null && end.date().isAfter(start.date());
        return days && endClock != null
                ? When.onTheWall(start.date().atTime(clock), end.date().atTime(endClock), settings.home())
                : When.onDay(start.date(), clock, endClock, settings.home());
    }

    /** An end that cannot be read costs itself. */
    private static WrittenTime end(JsonNode item) {
        try {
            return WrittenTime.of(first(item, ENDS), "end");
        } catch (NotAListing unreadable) {
            return null;
        }
    }

    private static Point point(JsonNode item) {
        var both = first(item, List.of("point", "coordinates"));
        if (both != null && both.length() < 100) {
            var numbers = both.strip().split("\\s*[,;\\s]\\s*");
            return numbers.length < 2 ? null : Point.of(number(numbers[0]), number(numbers[1]));
        }
        return Point.of(
                number(first(item, List.of("lat", "latitude"))),
                number(first(item, List.of("long", "lon", "longitude"))));
    }

    private static Double number(String text) {
        try {
            return text == null || text.length() > 40 ? null : Double.valueOf(text.strip());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static List<String> categories(JsonNode item) {
        var words = new ArrayList<String>();
        item.properties().forEach(field -> {
            if (local(field.getKey()).equals("category")
                    || local(field.getKey()).equals("categories")) {
                if (field.getValue().isArray()) {
                    field.getValue().forEach(each -> words.add(each.asText()));
                } else {
                    words.addAll(List.of(field.getValue().asText().split("\\s*\\|\\s*")));
                }
            }
        });
        return words;
    }

    /** Modules are known by their elements' names: feeds call the same module by many prefixes. */
    private static String first(JsonNode item, List<String> names) {
        for (var name : names) {
            for (var field : item.properties()) {
                if (local(field.getKey()).equals(name) && text(field.getValue()) != null) {
                    return text(field.getValue());
                }
            }
        }
        return null;
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode value) {
        var one = value.isArray() ? value.path(0) : value;
        return one.isTextual() && !one.textValue().isBlank() ? one.textValue() : null;
    }
}
