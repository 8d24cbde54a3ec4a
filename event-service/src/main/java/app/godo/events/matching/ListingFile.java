package app.godo.events.matching;

import app.godo.events.catalogue.Draft;
import app.godo.events.places.Point;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A file of Listings, in any of three forms: labelled pairs, a JSON object a line with {@code pair}, {@code label}, {@code a} and
 * {@code b}; Events as {@code ./godo ingest} prints them, a line each; or one JSON object whose {@code events} are a snapshot.
 * In the first and the last, names are those of the aggregator that made them: {@code id}, {@code start}, {@code venue},
 * {@code priceMin} in whole dollars.
 *
 * @param pairs empty unless it is a file of labelled pairs
 * @param passedOver how many lines or elements are neither: a summary, a row in quarantine, a broken one
 */
record ListingFile(List<Listing> listings, List<Labelled> pairs, int passedOver) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** An Event's fields on the wire, and what a snapshot calls them. */
    private static final Map<String, String> SNAPSHOT_NAMES = Map.of(
            "date_time", "start",
            "end_time", "end",
            "location_name", "venue",
            "latitude", "lat",
            "longitude", "lon",
            "price_min", "priceMin",
            "price_max", "priceMax",
            "external_url", "url",
            "external_id", "id");

    /** @param label what a person says: {@code same}, {@code uncertain}, or some kind of different */
    record Labelled(String number, String label, Listing one, Listing other) {
        Labelled {
            if (one.key().equals(other.key())) {
                throw new IllegalArgumentException("%s is not two Listings".formatted(one.key()));
            }
        }
    }

    static ListingFile read(Path file) throws IOException {
        var listings = new ArrayList<Listing>();
        var pairs = new ArrayList<Labelled>();
        var passedOver = 0;
        for (var value : values(Files.readString(file))) {
            try {
                if (value.has("a") && value.has("b")) {
                    var pair = labelled(value);
                    pairs.add(pair);
                    listings.add(pair.one());
                    listings.add(pair.other());
                } else {
                    listings.add(listing(value));
                }
            } catch (IllegalArgumentException | DateTimeException noEvent) {
                passedOver++;
            }
        }
        return new ListingFile(listings, pairs, passedOver);
    }

    /** The elements of a snapshot, or the lines; what is no JSON is missing. */
    private static List<JsonNode> values(String text) {
        var whole = parsed(text);
        if (whole.path("events").isArray()) {
            var values = new ArrayList<JsonNode>();
            whole.get("events").forEach(values::add);
            return values;
        }
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(ListingFile::parsed)
                .toList();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static Labelled labelled(JsonNode pair) {
        return new Labelled(text(pair, "pair"), text(pair, "label"), listing(pair.get("a")), listing(pair.get("b")));
    }

    private static Listing listing(JsonNode event) {
        var source = text(event, "source");
        var id = text(event, "external_id");
        return new Listing(
                source,
                id.startsWith(source + ":") ? id.substring(source.length() + 1) : id,
                source,
                text(event, "title"),
                when(event),
                new Where(textOrNull(event, "location_name"), List.of(), textOrNull(event, "borough"), point(event)),
                links(event),
                texts(event.path("performers")),
                price(event, "price_min"),
                price(event, "price_max"),
                told(event),
                Prospect.TAKES_PLACE);
    }

    private static When when(JsonNode event) {
        var start = text(event, "date_time");
        var zone = ZoneId.of(value(event, "time_zone").asText(Draft.NEW_YORK));
        var end = text(event, "end_time");
        return new When(
                onTheWall(start, zone),
                end.isEmpty() ? null : onTheWall(end, zone),
                !isDate(start)
                        && !event.path("all_day").asBoolean()
                        && !event.path("time_tbd").asBoolean());
    }

    private static LocalDateTime onTheWall(String time, ZoneId zone) {
        if (isDate(time)) {
            return LocalDate.parse(time).atStartOfDay();
        }
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime moment
                ? moment.atZoneSameInstant(zone).toLocalDateTime()
                : (LocalDateTime) parsed;
    }

    private static boolean isDate(String time) {
        return time.length() == "2026-07-01".length();
    }

    private static Point point(JsonNode event) {
        var latitude = value(event, "latitude");
        var longitude = value(event, "longitude");
        return latitude.isNumber() && longitude.isNumber()
                ? new Point(latitude.asDouble(), longitude.asDouble())
                : null;
    }

    private static List<String> links(JsonNode event) {
        var links = new ArrayList<String>();
        links.add(text(event, "external_url"));
        event.path("altTicketLinks").forEach(link -> links.add(text(link, "url")));
        links.removeIf(String::isEmpty);
        return links;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Zero is what many write for what they do not know. */
    private static Integer price(JsonNode event, String field) {
        var price = value(event, field);
        var inCents = event.hasNonNull(field) ? 1 : 100;
        var cents = price.decimalValue().multiply(BigDecimal.valueOf(inCents)).intValue();
        return cents > 0 ? cents : null;
    }

    private static Map<Aspect, Integer> told(JsonNode event) {
        var told = new EnumMap<Aspect, Integer>(Aspect.class);
        for (var aspect : Aspect.values()) {
            var fields = (int) aspect.fields().stream()
                    .map(field -> value(event, field))
                    .filter(value -> !value.isMissingNode())
                    .count();
            if (fields > 0) {
                told.put(aspect, fields);
            }
        }
        return told;
    }

    /** Under either name; what is null or empty is missing. */
    private static JsonNode value(JsonNode event, String field) {
        var value = event.path(field);
        if (isNothing(value) && SNAPSHOT_NAMES.containsKey(field)) {
            value = event.path(SNAPSHOT_NAMES.get(field));
        }
        return isNothing(value) ? MissingNode.getInstance() : value;
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isContainerNode() ? value.isEmpty() : value.asText().isBlank());
    }

    private static String text(JsonNode event, String field) {
        return value(event, field).asText();
    }

    private static String textOrNull(JsonNode event, String field) {
        return value(event, field).asText(null);
    }
}
