package app.godo.ingestion.luma;

import static app.godo.ingestion.reading.LenientJson.number;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.JsonList;
import app.godo.ingestion.reading.Lasting;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The entries of a Luma calendar. */
public final class LumaReader implements Reader {

    private static final Set<String> ON_A_SCREEN =
            Set.of("online", "zoom", "meet", "google_meet", "teams", "youtube", "twitch", "discord", "virtual");

    /** Where an online event takes place, which is for its guests only. */
    private static final List<String> MEETINGS = List.of("meeting_url", "zoom_meeting_url", "virtual_info");

    private static final JsonList PAGE = new JsonList(
            document -> document.path("entries"),
            document -> document.path("event").isObject() || document.has("start_at"),
            document -> "The feed is no list of a Luma calendar's entries",
            entry -> id(event(entry)));

    @Override
    public String kind() {
        return "luma";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return PAGE.read(payload, entry -> draft(entry, settings));
    }

    /** Most forms wrap the event in an entry of the calendar; the calendar's id of it is not the event's. */
    private static JsonNode event(JsonNode entry) {
        return entry.path("event").isObject() ? entry.path("event") : entry;
    }

    private static String id(JsonNode event) {
        var id = text(event, "api_id");
        return id == null ? text(event, "id") : id;
    }

    private static Draft draft(JsonNode entry, SourceSettings settings) {
        var event = event(entry);
        var visibility = text(event, "visibility");
        if (visibility != null && !visibility.equals("public")) {
            throw new PassedOver("Not for the public: its visibility is not public");
        }
        var status = text(entry, "status");
        if (status != null && !status.equals("approved")) {
            throw new PassedOver("Not yet in the calendar: submitted and not approved");
        }
        var start = WrittenTime.of(text(event, "start_at"), "start_at");
        if (start == null) {
            throw new NotAListing("The event has no start_at");
        }
        var stated = Zones.named(text(event, "timezone"));
        var zone = stated == null ? settings.home() : stated;
        var tickets = entry.path("ticket_info");
        var draft = new Draft(settings)
                .title(text(event, "name"))
                .description(first(event, "description", "description_md"))
                .when(when(event, start, zone))
                .price(price(tickets))
                .remaining(remaining(tickets))
                .url(url(text(event, "url")))
                .series(text(event, "recurrence_id"))
                .image(text(event, "cover_url"))
                .categories(Categories.GENERAL, tags(entry));
        place(draft, event);
        return Stream.of(text(event, "status"), status).anyMatch(LumaReader::isCancelled)
                ? draft.status("cancelled")
                : draft;
    }

    private static When when(JsonNode event, WrittenTime start, ZoneId zone) {
        var end = WrittenTime.of(text(event, "end_at"), "end_at");
        return WrittenTime.span(start, end, zone).lasting(Lasting.of(text(event, "duration_interval")));
    }

    private static boolean isCancelled(String status) {
        return status != null && status.toLowerCase(Locale.ROOT).matches("cancell?ed");
    }

    /** The address may be for guests only: then the city is said, and the point is somewhere in it. */
    private static void place(Draft draft, JsonNode event) {
        var type = text(event, "location_type");
        if (type != null && ON_A_SCREEN.contains(type.toLowerCase(Locale.ROOT))) {
            draft.online();
            return;
        }
        var geo = event.path("geo_address_info").isObject()
                ? event.path("geo_address_info")
                : event.path("geo_address_json");
        if (type == null && !geo.isObject() && MEETINGS.stream().anyMatch(field -> text(event, field) != null)) {
            draft.online();
            return;
        }
        var city = text(geo, "city");
        var region = text(geo, "region");
        var hidden =
                "obfuscated".equals(text(geo, "mode")) || "guests-only".equals(text(event, "geo_address_visibility"));
        var point = event.path("coordinate");
        var full = text(geo, "full_address");
        draft.place(hidden ? null : text(geo, "address"), hidden || full == null ? joined(city, region) : full)
                .borough(full == null ? boroughOf(city, region) : Borough.inAddress(full))
                .point(
                        hidden
                                ? null
                                : Point.of(
                                        first(number(point, "latitude"), number(event, "geo_latitude")),
                                        first(number(point, "longitude"), number(event, "geo_longitude"))));
    }

    /** Where no more is said than the city, its name is that of all five. */
    private static String boroughOf(String city, String region) {
        return "New York".equalsIgnoreCase(city) ? null : Borough.of(city, region, null);
    }

    private static String joined(String city, String region) {
        return city == null ? region : region == null || region.equals(city) ? city : city + ", " + region;
    }

    private static Price price(JsonNode tickets) {
        if (tickets.path("is_free").asBoolean()) {
            return Price.FREE;
        }
        var price = tickets.path("price");
        var most = tickets.path("max_price");
        var currency = first(text(price, "currency"), text(tickets.path("currency_info"), "currency"));
        return Price.ofMinor(minor(price), minor(most), currency);
    }

    private static Integer remaining(JsonNode tickets) {
        var left = tickets.path("spots_remaining");
        return tickets.path("is_sold_out").asBoolean() ? Integer.valueOf(0) : left.isInt() ? left.asInt() : null;
    }

    private static BigDecimal minor(JsonNode price) {
        var cents = price.path("cents");
        return cents.isIntegralNumber() ? cents.decimalValue() : null;
    }

    private static String url(String slug) {
        return slug == null ? null : slug.contains("://") ? slug : "https://luma.com/" + slug;
    }

    private static List<String> tags(JsonNode entry) {
        var tags = new ArrayList<String>();
        entry.path("tags").forEach(tag -> tags.add(tag.isTextual() ? tag.textValue() : text(tag, "name")));
        tags.removeIf(tag -> tag == null);
        return tags;
    }

    private static String first(JsonNode row, String name, String otherwise) {
        return first(text(row, name), text(row, otherwise));
    }

    private static <T> T first(T one, T otherwise) {
        return one == null ? otherwise : one;
    }
}
