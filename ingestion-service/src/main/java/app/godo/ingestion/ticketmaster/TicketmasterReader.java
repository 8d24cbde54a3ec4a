package app.godo.ingestion.ticketmaster;

import static app.godo.ingestion.reading.LenientJson.amount;
import static app.godo.ingestion.reading.LenientJson.number;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.JsonList;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PassedOver;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.reading.Zones;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pages of the Discovery API v2, and single events of it. */
public final class TicketmasterReader implements Reader {

    private static final Categories CATEGORIES = Categories.of("ticketmaster");

    private static final JsonList PAGE = new JsonList(
            TicketmasterReader::events,
            document -> document.has("dates"),
            document -> "The feed is no page of the Discovery API%s".formatted(said(document)),
            event -> text(event, "id"));

    /** What it sells beside an Event and lists like one. */
    private static final Set<String> ADD_ON_TYPES = Set.of("parking", "upsell", "merchandise", "donation", "fee");

    private static final Pattern ADD_ON_TITLE = Pattern.compile(
            "(?i)\\b(?:parking|add[- ]?on|premium seating|premium seats|vip bowling|bowling lane|arena tour|stadium tour"
                    + "|vip (?:package|upgrade|lounge access|club access)|suite (?:rental|deposit)|not a (?:concert|show|game) ticket"
                    + "|ticket not included|fast lane (?:pass|access)|shuttle pass)\\b");

    @Override
    public String kind() {
        return "ticketmaster";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return PAGE.read(payload, event -> draft(event, settings));
    }

    /** A page of nothing has no list. */
    private static JsonNode events(JsonNode page) {
        var events = page.path("_embedded").path("events");
        return events.isMissingNode() && page.has("page") ? JsonNodeFactory.instance.arrayNode() : events;
    }

    private static String said(JsonNode document) {
        var error = Stream.of(
                        text(document.path("fault"), "faultstring"),
                        text(document.path("errors").path(0), "detail"),
                        text(document, "error"))
                .filter(words -> words != null)
                .findFirst();
        return error.map(words -> ": it says \"%s\"".formatted(words.length() > 200 ? words.substring(0, 200) : words))
                .orElse("");
    }

    private static Draft draft(JsonNode event, SourceSettings settings) {
        if (event.path("test").asBoolean()) {
            throw new PassedOver("A test of the seller's");
        }
        var name = text(event, "name");
        if (isAddOn(event, name)) {
            throw new PassedOver("No event of its own: something sold beside one");
        }
        var venue = event.path("_embedded").path("venues").path(0);
        var draft = new Draft(settings)
                .title(name)
                .description(first(event, "description", "info"))
                .accessibilityText(text(event.path("accessibility"), "info"))
                .when(when(event.path("dates"), venue, settings))
                .price(price(event))
                .url(text(event, "url"))
                .links(stream(event.path("outlets"))
                        .map(each -> text(each, "url"))
                        .toList())
                .performers(stream(event.path("_embedded").path("attractions"))
                        .map(each -> text(each, "name"))
                        .toList())
                .image(image(event.path("images")))
                .categories(CATEGORIES, classifications(event));
        place(draft, event, venue);
        return switch (statusOf(event.path("dates"))) {
            case "canceled", "cancelled" -> draft.status("cancelled");
            case "postponed" -> draft.status("postponed");
            case "rescheduled" -> draft.status("rescheduled");
            case "onsale", "offsale" -> draft.status("scheduled");
            default -> draft;
        };
    }

    private static String statusOf(JsonNode dates) {
        var code = text(dates.path("status"), "code");
        return code == null ? "" : code.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isAddOn(JsonNode event, String name) {
        var typed = stream(event.path("classifications"))
                .map(each -> text(each.path("type"), "name"))
                .anyMatch(type -> type != null && ADD_ON_TYPES.contains(type.toLowerCase(Locale.ROOT)));
        return typed || name != null && ADD_ON_TITLE.matcher(name).find();
    }

    private static When when(JsonNode dates, JsonNode venue, SourceSettings settings) {
        var start = dates.path("start");
        var moment = WrittenTime.of(text(start, "dateTime"), "start");
        var day = WrittenTime.of(text(start, "localDate"), "start");
        var undated = start.path("dateTBD").asBoolean() || start.path("dateTBA").asBoolean();
        // what is called off has no new date to wait for
        if (undated && !(isCalledOff(dates) && day != null)) {
            throw PassedOver.undated();
        }
        if (day == null && moment == null) {
            throw new NotAListing("The event has no date, neither localDate nor dateTime");
        }
        var time = WrittenTime.clock(text(start, "localTime"), "localTime");
        var wall = day == null || time == null ? null : day.date().atTime(time);
        var zone = zone(dates, venue, wall, moment, settings);
        if (undated
                || start.path("timeTBA").asBoolean()
                || start.path("noSpecificTime").asBoolean()) {
            return day(day, moment, dates, zone);
        }
        if (wall == null) {
            // without a clock time of its own the moment is a made-up one, unless there is nothing else
            return day == null
                    ? When.between(moment.instant(zone), end(dates, null, zone), zone)
                    : day(day, moment, dates, zone);
        }
        return When.between(
                When.instant(wall, moment == null ? null : moment.instant(zone), zone), end(dates, wall, zone), zone);
    }

    /**
     * When it ends, null when nobody knows.
     *
     * @param start on the wall, null when only the moment is known
     */
    private static Instant end(JsonNode dates, LocalDateTime start, ZoneId zone) {
        var end = dates.path("end");
        var day = WrittenTime.of(text(end, "localDate"), "end");
        var moment = WrittenTime.of(text(end, "dateTime"), "end");
        if (end.path("approximate").asBoolean()) {
            return null;
        }
        if (start == null) {
            return moment == null ? null : moment.instant(zone);
        }
        var time = end.path("noSpecificTime").asBoolean() ? null : WrittenTime.clock(text(end, "localTime"), "end");
        if (time == null) {
            if (day != null && day.date().isAfter(start.toLocalDate())) {
                // all of its last day
                return day.date().plusDays(1).atStartOfDay(zone).toInstant();
            }
            return moment == null || end.path("noSpecificTime").asBoolean() ? null : moment.instant(zone);
        }
        var wall = (day == null ? start.toLocalDate() : day.date()).atTime(time);
        return When.instant(
                day == null && wall.isBefore(start) ? wall.plusDays(1) : wall,
                moment == null ? null : moment.instant(zone),
                zone);
    }

    private static boolean isCalledOff(JsonNode dates) {
        return statusOf(dates).startsWith("cancel");
    }

    private static When day(WrittenTime day, WrittenTime moment, JsonNode dates, ZoneId zone) {
        var date = day == null ? moment.instant(zone).atZone(zone).toLocalDate() : day.date();
        var last = WrittenTime.of(text(dates.path("end"), "localDate"), "end");
        return dates.path("spanMultipleDays").asBoolean()
                        && last != null
                        && last.date().isAfter(date)
                ? When.allDay(date, last.date().plusDays(1), zone)
                : When.on(date, zone);
    }

    private static ZoneId zone(
            JsonNode dates, JsonNode venue, LocalDateTime wall, WrittenTime moment, SourceSettings settings) {
        var stated = Zones.named(text(dates, "timezone"));
        var local = stated == null ? Zones.named(text(venue, "timezone")) : stated;
        return local == null
                ? Zones.showing(wall, moment == null ? null : moment.instant(ZoneOffset.UTC), settings.home())
                : local;
    }

    private static void place(Draft draft, JsonNode event, JsonNode venue) {
        var at = venue.isObject() ? venue : event.path("place");
        var city = text(at.path("city"), "name");
        var state = text(at.path("state"), "stateCode");
        var postalCode = text(at, "postalCode");
        draft.placeAt(
                        text(at, "name"),
                        text(at.path("address"), "line1"),
                        text(at.path("address"), "line2"),
                        city,
                        state,
                        postalCode)
                .borough(Borough.of(city, state, postalCode))
                .point(Point.of(number(at.path("location"), "latitude"), number(at.path("location"), "longitude")));
    }

    /** Nothing to nothing is free only while it is on sale: it stands also with what is sold no more. */
    private static Price price(JsonNode event) {
        BigDecimal min = null;
        BigDecimal max = null;
        String currency = null;
        for (var range : event.path("priceRanges")) {
            var code = text(range, "currency");
            if (currency != null && !currency.equals(code)) {
                continue;
            }
            currency = code;
            var low = amount(range, "min");
            var high = amount(range, "max");
            min = min == null || low != null && low.compareTo(min) < 0 ? low : min;
            max = max == null || high != null && high.compareTo(max) > 0 ? high : max;
        }
        var nothing = min != null && max != null && min.signum() == 0 && max.signum() == 0;
        return nothing && statusOf(event.path("dates")).equals("onsale")
                ? Price.free(currency)
                : Price.of(min, max, currency);
    }

    /** The finer word first: it is the better tag. */
    private static List<String> classifications(JsonNode event) {
        var words = new ArrayList<String>();
        for (var each : event.path("classifications")) {
            for (var level : List.of("subGenre", "genre", "segment")) {
                var word = text(each.path(level), "name");
                if (word != null
                        && !word.equalsIgnoreCase("undefined")
                        && !word.equalsIgnoreCase("other")
                        && !words.contains(word)) {
                    words.add(word);
                }
            }
            if (each.path("family").asBoolean() && !words.contains("Family friendly")) {
                words.add("Family friendly");
            }
        }
        return words;
    }

    private static String image(JsonNode images) {
        return stream(images)
                .filter(image -> text(image, "url") != null)
                .max(Comparator.<JsonNode, Boolean>comparing(
                                image -> !image.path("fallback").asBoolean())
                        .thenComparing(image -> "16_9".equals(text(image, "ratio")))
                        .thenComparing(image -> Math.min(image.path("width").asInt(), 1200)))
                .map(image -> text(image, "url"))
                .orElse(null);
    }

    private static String first(JsonNode row, String name, String otherwise) {
        var value = text(row, name);
        return value == null ? text(row, otherwise) : value;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
