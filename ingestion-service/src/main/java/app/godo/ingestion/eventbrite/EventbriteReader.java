package app.godo.ingestion.eventbrite;

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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists of events of the API v3, by organization, venue or organizer, and single events of it. */
public final class EventbriteReader implements Reader {

    private static final Categories CATEGORIES = Categories.of("eventbrite");

    private static final JsonList PAGE = new JsonList(
            document -> document.path("events"),
            document -> document.has("start") && document.has("name"),
            EventbriteReader::refusal,
            event -> text(event, "id"));

    @Override
    public String kind() {
        return "eventbrite";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return PAGE.read(payload, event -> draft(event, settings));
    }

    private static String refusal(JsonNode document) {
        var error = text(document, "error");
        return error == null || error.length() > 100
                ? "The feed is no list of Eventbrite's events"
                : "The feed is no list of events: Eventbrite says %s".formatted(error);
    }

    private static Draft draft(JsonNode event, SourceSettings settings) {
        mustBePublic(event);
        var draft = new Draft(settings)
                .title(words(event, "name"))
                .description(description(event))
                .when(when(event, settings))
                .price(price(event))
                .capacity(
                        event.path("capacity").isInt() ? event.path("capacity").asInt() : null)
                .remaining(event.path("ticket_availability").path("is_sold_out").asBoolean() ? 0 : null)
                .url(text(event, "url"))
                .series(text(event, "series_id"))
                .image(image(event.path("logo")))
                .categories(CATEGORIES, categoryIds(event), categoryNames(event));
        place(draft, event);
        return draft.status(is(event, "cancell?ed") ? "cancelled" : is(event, "postponed") ? "postponed" : null)
                .status(text(event, "status") == null ? null : "scheduled");
    }

    private static void mustBePublic(JsonNode event) {
        var status = text(event, "status");
        if ("draft".equals(status) || "deleted".equals(status)) {
            throw new PassedOver("Not published: its status is " + status);
        }
        if (event.path("listed").isBoolean() && !event.path("listed").asBoolean()
                || event.path("invite_only").asBoolean()
                || "locked".equals(text(event, "privacy_setting"))) {
            throw new PassedOver("Not for the public: unlisted, by invitation or behind a password");
        }
        if (event.path("is_series_parent").asBoolean()) {
            throw new PassedOver("A series: each of its dates is an event of its own");
        }
    }

    /** The status of what is cancelled may stay {@code live}, and only the sales tell. */
    private static boolean is(JsonNode event, String what) {
        var sales = event.path("event_sales_status");
        return Stream.of(text(event, "status"), text(sales, "message_code"), text(sales, "sales_status"))
                .anyMatch(word -> word != null && word.toLowerCase(Locale.ROOT).matches("(?:event_)?" + what));
    }

    private static When when(JsonNode event, SourceSettings settings) {
        var start = event.path("start");
        var stated = Zones.named(text(start, "timezone"));
        var zone = stated == null ? settings.home() : stated;
        var local = WrittenTime.of(text(start, "local"), "start");
        var utc = WrittenTime.of(text(start, "utc"), "start");
        if (local == null && utc == null) {
            throw new NotAListing("The event has no start, neither local nor utc");
        }
        if (event.path("hide_start_date").asBoolean() || local != null && local.time() == null) {
            return When.on(day(local, utc, zone), zone);
        }
        var starts = utc == null || utc.time() == null ? local : utc;
        var end = event.path("end");
        var ends = event.path("hide_end_date").asBoolean()
                ? null
                : first(WrittenTime.of(text(end, "utc"), "end"), WrittenTime.of(text(end, "local"), "end"));
        return When.between(starts.instant(zone), ends == null ? null : ends.instant(zone), zone);
    }

    private static LocalDate day(WrittenTime local, WrittenTime utc, ZoneId zone) {
        return local == null ? utc.instant(zone).atZone(zone).toLocalDate() : local.date();
    }

    private static WrittenTime first(WrittenTime one, WrittenTime otherwise) {
        return one == null ? otherwise : one;
    }

    private static void place(Draft draft, JsonNode event) {
        if (event.path("online_event").asBoolean()) {
            draft.online();
            return;
        }
        var venue = event.path("venue");
        var address = venue.path("address");
        var city = text(address, "city");
        var region = text(address, "region");
        var postalCode = text(address, "postal_code");
        var latitude = number(venue, "latitude");
        var longitude = number(venue, "longitude");
        draft.placeAt(
                        text(venue, "name"),
                        text(address, "address_1"),
                        text(address, "address_2"),
                        city,
                        region,
                        postalCode)
                .borough(Borough.of(city, region, postalCode))
                .point(Point.of(
                        latitude == null ? number(address, "latitude") : latitude,
                        longitude == null ? number(address, "longitude") : longitude));
    }

    /** Minor units already. Without tickets in the answer nothing is known unless it is free. */
    private static Price price(JsonNode event) {
        if (event.path("is_free").asBoolean()
                || event.path("ticket_availability").path("is_free").asBoolean()) {
            return Price.free(text(event, "currency"));
        }
        var prices = new ArrayList<JsonNode>();
        var availability = event.path("ticket_availability");
        var elsewhere = event.path("external_ticketing");
        prices.add(availability.path("minimum_ticket_price"));
        prices.add(availability.path("maximum_ticket_price"));
        if (event.path("is_externally_ticketed").asBoolean()) {
            prices.add(elsewhere.path("minimum_ticket_price"));
            prices.add(elsewhere.path("maximum_ticket_price"));
        }
        var tickets = StreamSupport.stream(event.path("ticket_classes").spliterator(), false)
                .filter(ticket -> !ticket.path("hidden").asBoolean())
                .toList();
        tickets.forEach(ticket -> prices.add(ticket.path("cost")));
        var someFree = tickets.stream().anyMatch(ticket -> ticket.path("free").asBoolean());
        BigDecimal min = null;
        BigDecimal max = null;
        String currency = null;
        for (var price : prices) {
            var major = major(price);
            if (major != null && (currency == null || currency.equals(text(price, "currency")))) {
                currency = text(price, "currency");
                min = min == null || major.compareTo(min) < 0 ? major : min;
                max = max == null || major.compareTo(max) > 0 ? major : max;
            }
        }
        if (someFree) {
            return max == null ? Price.free(text(event, "currency")) : Price.of(BigDecimal.ZERO, max, currency);
        }
        return Price.of(min, max, currency);
    }

    private static BigDecimal major(JsonNode price) {
        try {
            var digits = java.util.Currency.getInstance(String.valueOf(text(price, "currency")))
                    .getDefaultFractionDigits();
            var minor = text(price, "value");
            return minor != null && minor.matches("\\d{1,12}")
                    ? new BigDecimal(minor).movePointLeft(Math.max(0, digits))
                    : amount(price, "major_value");
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static List<String> categoryIds(JsonNode event) {
        var format = text(event, "format_id");
        return Stream.of(
                        id(event, "subcategory"),
                        id(event, "category"),
                        format == null && id(event, "format") == null
                                ? null
                                : "format:" + (format == null ? id(event, "format") : format))
                .filter(id -> id != null)
                .toList();
    }

    private static String id(JsonNode event, String what) {
        var id = text(event, what + "_id");
        return id == null ? text(event.path(what), "id") : id;
    }

    private static List<String> categoryNames(JsonNode event) {
        return Stream.of("subcategory", "category", "format")
                .map(what -> text(event.path(what), "name"))
                .filter(name -> name != null)
                .toList();
    }

    private static String description(JsonNode event) {
        var words = words(event, "description");
        return words == null ? text(event, "summary") : words;
    }

    /** The HTML holds the paragraphs, and both hold entities. */
    private static String words(JsonNode event, String name) {
        var both = event.path(name);
        var html = text(both, "html");
        return both.isTextual() ? both.textValue() : html == null ? text(both, "text") : html;
    }

    private static String image(JsonNode logo) {
        var original = text(logo.path("original"), "url");
        return original == null ? text(logo, "url") : original;
    }
}
