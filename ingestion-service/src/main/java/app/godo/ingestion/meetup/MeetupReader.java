package app.godo.ingestion.meetup;

import static app.godo.ingestion.reading.LenientJson.amount;
import static app.godo.ingestion.reading.LenientJson.number;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.Lasting;
import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.PassedOver;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.reading.Zones;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A group's events: answers of Meetup's GraphQL, and of the REST interface that there was before. */
public final class MeetupReader implements Reader {

    @Override
    public String kind() {
        return "meetup";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        var document = LenientJson.document(payload.text());
        var rows = new Rows();
        events(document).forEach(event -> rows.add(event, row -> text(row, "id"), row -> draft(row, settings)));
        return rows.readout();
    }

    private static List<JsonNode> events(JsonNode document) {
        var events = new ArrayList<JsonNode>();
        if (document.isArray()) {
            document.forEach(events::add);
        } else if (document.path("data").isObject()) {
            collect(document.path("data"), events);
            if (events.isEmpty()) {
                mustBeThere(document);
            }
        } else if (document.has("name") || document.has("title")) {
            events.add(document);
        } else {
            throw new FeedFailure("The feed is no answer of Meetup's");
        }
        return events;
    }

    /** Events stand in {@code edges[].node}, under whatever was asked for. */
    private static void collect(JsonNode node, List<JsonNode> events) {
        if (node.isObject() && node.has("dateTime")) {
            events.add(node);
        } else {
            node.forEach(child -> collect(child, events));
        }
    }

    /** A group that is no more answers 200 and null. */
    private static void mustBeThere(JsonNode document) {
        var data = document.path("data");
        if (data.isEmpty()
                || data.properties().stream().allMatch(field -> field.getValue().isNull())) {
            throw new FeedFailure("Meetup answers with nothing: the group is gone, or its name is another");
        }
    }

    private static final Set<String> NOT_ANNOUNCED =
            Set.of("draft", "proposed", "suggested", "template", "pending", "blocked", "autosched_draft");

    private static Draft draft(JsonNode event, SourceSettings settings) {
        var status = String.valueOf(text(event, "status")).toLowerCase(Locale.ROOT);
        if (NOT_ANNOUNCED.contains(status)) {
            throw new PassedOver("Not announced: its status is " + status);
        }
        if ("members".equals(text(event, "visibility"))) {
            throw new PassedOver("Not for the public: for members of the group");
        }
        var draft = new Draft(settings)
                .title(first(text(event, "title"), text(event, "name")))
                .description(text(event, "description"))
                .when(when(event, settings))
                .price(price(event))
                .capacity(capacity(event))
                .remaining(remaining(event))
                .url(text(event, "eventUrl"), text(event, "link"))
                .image(first(text(event, "imageUrl"), text(event.path("featuredEventPhoto"), "highResUrl")))
                .categories(Categories.GENERAL, topics(event));
        place(draft, event);
        return draft.status(
                status.contains("cancel") ? "cancelled" : text(event, "status") == null ? null : "scheduled");
    }

    private static When when(JsonNode event, SourceSettings settings) {
        var stated = Zones.named(text(event.path("group"), "timezone"));
        var zone = stated == null ? settings.home() : stated;
        var start = WrittenTime.of(text(event, "dateTime"), "dateTime");
        if (start != null) {
            var end = WrittenTime.of(text(event, "endTime"), "endTime");
            return WrittenTime.span(start, end, zone).lasting(duration(event));
        }
        return restTime(event, stated, settings);
    }

    private static When restTime(JsonNode event, ZoneId stated, SourceSettings settings) {
        var day = WrittenTime.of(text(event, "local_date"), "local_date");
        var time = WrittenTime.clock(text(event, "local_time"), "local_time");
        var wall = day == null || time == null ? null : day.date().atTime(time);
        var moment = event.path("time").canConvertToLong() && event.path("time").isIntegralNumber()
                ? Instant.ofEpochMilli(event.path("time").asLong())
                : null;
        var zone = stated == null ? Zones.showing(wall, moment, settings.home()) : stated;
        if (day != null && time == null) {
            return When.on(day.date(), zone);
        }
        if (wall == null && moment == null) {
            throw new NotAListing("The event has no start, neither dateTime nor local_date");
        }
        var start = wall == null ? moment : When.instant(wall, moment, zone);
        return When.between(start, null, zone).lasting(duration(event));
    }

    /** {@code PT2H} in GraphQL, milliseconds in REST; null when unknown or longer than a month. */
    private static Duration duration(JsonNode event) {
        var value = event.path("duration");
        var lasts = value.isIntegralNumber() ? Duration.ofMillis(value.asLong()) : Lasting.of(text(event, "duration"));
        return lasts != null && lasts.isPositive() && lasts.compareTo(Duration.ofDays(31)) < 0 ? lasts : null;
    }

    private static void place(Draft draft, JsonNode event) {
        var type = String.valueOf(text(event, "eventType")).toUpperCase(Locale.ROOT);
        var venue = event.path("venue").isObject()
                ? event.path("venue")
                : event.path("venues").path(0);
        var name = text(venue, "name");
        var screen = name != null && name.equalsIgnoreCase("Online event")
                || "online".equalsIgnoreCase(text(venue, "venueType"));
        if (type.equals("ONLINE") || screen || !type.equals("PHYSICAL") && !venue.isObject() && isOnline(event)) {
            draft.online();
            return;
        }
        if (type.equals("HYBRID")) {
            draft.hybrid();
        }
        var city = text(venue, "city");
        var state = text(venue, "state");
        var postalCode = first(text(venue, "postalCode"), text(venue, "zip"));
        draft.placeAt(name, first(text(venue, "address"), text(venue, "address_1")), city, state, postalCode)
                .borough(Borough.of(city, state, postalCode))
                .point(Point.of(
                        first(number(venue, "lat"), number(venue, "latitude")),
                        first(number(venue, "lon"), first(number(venue, "lng"), number(venue, "longitude")))));
    }

    private static boolean isOnline(JsonNode event) {
        return event.path("is_online_event").asBoolean()
                || event.path("isOnline").asBoolean();
    }

    /** Most say nothing of a fee, which leaves it open whether there is one at the door. */
    private static Price price(JsonNode event) {
        var fee = event.path("feeSettings").isObject() ? event.path("feeSettings") : event.path("fee");
        var amount = amount(fee, "amount");
        return Price.of(amount, amount, text(fee, "currency"));
    }

    /** REST said how many have signed up; GraphQL's own count leaves out guests. */
    private static Integer remaining(JsonNode event) {
        var most = event.path("rsvp_limit");
        var taken = event.path("yes_rsvp_count");
        return most.isInt() && taken.isInt() ? Math.max(0, most.asInt() - taken.asInt()) : null;
    }

    private static Integer capacity(JsonNode event) {
        var most = event.path("maxTickets").isInt() ? event.path("maxTickets") : event.path("rsvp_limit");
        return most.isInt() ? most.asInt() : null;
    }

    private static List<String> topics(JsonNode event) {
        var topics = new ArrayList<String>();
        event.path("topics").path("edges").forEach(edge -> topics.add(text(edge.path("node"), "name")));
        topics.add(text(event.path("group").path("topicCategory"), "name"));
        topics.removeIf(topic -> topic == null);
        return topics;
    }

    private static <T> T first(T one, T otherwise) {
        return one == null ? otherwise : one;
    }
}
