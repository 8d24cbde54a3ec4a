package app.godo.ingestion.seatgeek;

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

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Pages of {@code /2/events}, and single events of it. */
public final class SeatGeekReader implements Reader {

    private static final Categories CATEGORIES = Categories.of("seatgeek");

    private static final JsonList PAGE = new JsonList(
            document -> document.path("events"),
            document -> document.has("datetime_utc") || document.has("datetime_local"),
            document -> "The feed is no page of SeatGeek's events",
            event -> text(event, "id"));

    @Override
    public String kind() {
        return "seatgeek";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        return PAGE.read(payload, event -> draft(event, settings));
    }

    private static Draft draft(JsonNode event, SourceSettings settings) {
        var venue = event.path("venue");
        var type = text(event, "type");
        if (type != null && type.contains("parking")) {
            throw new PassedOver("No event of its own: something sold beside one");
        }
        var city = text(venue, "city");
        var state = text(venue, "state");
        var postalCode = text(venue, "postal_code");
        var location = venue.path("location");
        var draft = new Draft(settings)
                .title(title(event))
                .description(text(event, "description"))
                .when(when(event, venue, settings))
                .placeAt(text(venue, "name"), text(venue, "address"), city, state, postalCode)
                .borough(Borough.of(city, state, postalCode))
                .point(Point.of(number(location, "lat"), number(location, "lon")))
                .price(price(event.path("stats")))
                .url(text(event, "url"))
                .links(links(event.path("links")))
                .performers(StreamSupport.stream(event.path("performers").spliterator(), false)
                        .map(each -> text(each, "name"))
                        .toList())
                .image(text(event.path("performers").path(0), "image"))
                .categories(CATEGORIES, categories(event));
        var status = text(event, "status");
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "canceled", "cancelled" -> draft.status("cancelled");
            case "postponed" -> draft.status("postponed");
            case "rescheduled" -> draft.status("rescheduled");
            case "normal" -> draft.status("scheduled");
            default -> draft;
        };
    }

    /** Another seller's number of the same Event is an address of it. */
    private static List<String> links(JsonNode links) {
        var addresses = new ArrayList<String>();
        for (var link : links) {
            var id = text(link, "id");
            if (text(link, "url") != null) {
                addresses.add(text(link, "url"));
            } else if ("ticketmaster".equals(text(link, "provider")) && id != null && id.matches("\\w{1,40}")) {
                addresses.add("https://www.ticketmaster.com/event/" + id);
            }
        }
        return addresses;
    }

    private static String title(JsonNode event) {
        var title = text(event, "title");
        return title == null ? text(event, "short_title") : title;
    }

    /** Where the time is to be announced, half past three in the night stands for it. */
    private static When when(JsonNode event, JsonNode venue, SourceSettings settings) {
        var local = WrittenTime.of(text(event, "datetime_local"), "datetime_local");
        var utc = WrittenTime.of(text(event, "datetime_utc"), "datetime_utc");
        var undated = event.path("date_tbd").asBoolean();
        // what is called off has no new date to wait for
        if (undated && !(String.valueOf(text(event, "status")).startsWith("cancel") && local != null)) {
            throw PassedOver.undated();
        }
        var moment = utc == null ? null : utc.instant(ZoneOffset.UTC);
        var stated = Zones.named(text(venue, "timezone"));
        var zone = stated != null
                ? stated
                : Zones.showing(local == null ? null : local.onTheWall(), moment, settings.home());
        if (local == null && utc == null) {
            throw new NotAListing("The event has no datetime_local and no datetime_utc");
        }
        if (undated
                || event.path("time_tbd").asBoolean()
                || event.path("datetime_tbd").asBoolean()) {
            var day = local == null ? moment.atZone(zone).toLocalDate() : local.date();
            return When.on(day, zone);
        }
        var end = WrittenTime.of(text(event, "enddatetime_utc"), "enddatetime_utc");
        Instant endsAt = end == null ? null : end.instant(ZoneOffset.UTC);
        if (local == null || local.time() == null) {
            return local == null ? When.between(moment, endsAt, zone) : When.on(local.date(), zone);
        }
        return When.between(When.instant(local.onTheWall(), moment, zone), endsAt, zone);
    }

    /** What others ask for their tickets, in whole dollars. */
    private static Price price(JsonNode stats) {
        return Price.of(amount(stats, "lowest_price"), amount(stats, "highest_price"), "USD");
    }

    private static List<String> categories(JsonNode event) {
        var words = new LinkedHashSet<String>();
        event.path("taxonomies").forEach(taxonomy -> words.add(text(taxonomy, "name")));
        words.add(text(event, "type"));
        event.path("performers").path(0).path("genres").forEach(genre -> words.add(text(genre, "name")));
        words.remove(null);
        return List.copyOf(words);
    }
}
