package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.amount;
import static app.godo.ingestion.reading.LenientJson.number;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Borough;
import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.ExternalId;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.Point;
import app.godo.ingestion.reading.Price;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A schema.org Event as a Listing. */
record SchemaEvent(JsonNode event, Map<String, JsonNode> byId, SourceSettings settings) {

    /** Event and its more special kinds that do not end in the word. */
    private static final Set<String> OTHER_KINDS = Set.of("Festival", "Hackathon", "CourseInstance", "EventSeries");

    static boolean is(JsonNode node) {
        return types(node)
                        .anyMatch(type -> type.endsWith("Event")
                                        && !type.equals("PublicationEvent")
                                        && !type.equals("BroadcastEvent")
                                        && !type.equals("UserInteractionEvent")
                                || OTHER_KINDS.contains(type))
                && (node.has("startDate") || node.has("name"));
    }

    /** What the page calls it: its {@code @id}, identifier or address; null when it has none. */
    static String id(JsonNode event) {
        var identifier = event.path("identifier");
        return Stream.of(
                        text(event, "@id"),
                        identifier.isObject() ? text(identifier, "value") : text(event, "identifier"),
                        text(event, "url"))
                .filter(id -> id != null && !id.startsWith("_:"))
                .findFirst()
                .orElse(null);
    }

    /** Without an id it goes by what it is, where, and on which day; null when it says nothing of these. */
    String externalId() {
        var id = id(event);
        var name = words("name");
        if (id != null || name == null) {
            return id;
        }
        return ExternalId.hash(String.join("\n", name, String.valueOf(venue()), String.valueOf(day())));
    }

    private String venue() {
        for (var each : several(resolved("location"))) {
            var place = resolved(each);
            return place.isTextual() ? place.textValue() : text(place, "name");
        }
        return null;
    }

    private LocalDate day() {
        try {
            var start = WrittenTime.of(words("startDate"), "startDate");
            var moment = start == null ? null : start.instant(settings.home());
            return moment == null || !ZoneOffset.UTC.equals(start.offset())
                    ? start == null ? null : start.date()
                    : LocalDate.ofInstant(moment, settings.home());
        } catch (NotAListing unreadable) {
            return null;
        }
    }

    Draft draft() {
        var draft = new Draft(settings)
                .title(words("name"))
                .description(words("description"))
                .accessibilityText(String.join("\n", texts(event.path("accessibilityFeature"))))
                .when(when())
                .price(price())
                .capacity(seats("maximumAttendeeCapacity"))
                .remaining(seats("remainingAttendeeCapacity"))
                .url(text(event, "url"), text(resolved("offers"), "url"), text(event, "@id"))
                .links(links())
                .performers(performers())
                .series(series())
                .image(image(event.path("image")))
                .categories(Categories.GENERAL, categories());
        place(draft);
        return status(draft);
    }

    private When when() {
        var start = WrittenTime.of(words("startDate"), "startDate");
        if (start == null) {
            throw new NotAListing("The event has no startDate");
        }
        var when = WrittenTime.span(start, end(), settings.home());
        var lasting = when.endsAt() == null && start.time() != null ? lasting() : null;
        return lasting == null
                ? when
                : When.between(when.startsAt(), when.startsAt().plus(lasting), when.zone());
    }

    /** An end that makes no sense costs itself: where and when it begins is known. */
    private WrittenTime end() {
        try {
            return WrittenTime.of(words("endDate"), "endDate");
        } catch (NotAListing unreadable) {
            return null;
        }
    }

    /** {@code PT1H30M}; null when it says none that can be. */
    private Duration lasting() {
        try {
            var duration = words("duration");
            return duration == null ? null : Duration.parse(duration.strip());
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Addresses of schema.org or their last words, in either spelling. */
    private Draft status(Draft draft) {
        for (var status : texts(event.path("eventStatus"))) {
            var word = status.replaceFirst("^.*[/#:]", "").toLowerCase(Locale.ROOT);
            switch (word) {
                case "eventcancelled", "cancelled", "canceled" -> draft.status("cancelled");
                case "eventpostponed", "postponed" -> draft.status("postponed");
                case "eventrescheduled", "rescheduled" -> draft.status("rescheduled");
                case "eventscheduled", "scheduled" -> draft.status("scheduled");
                case "eventmovedonline" -> draft.status("moved_online");
                default -> {}
            }
        }
        return draft;
    }

    private void place(Draft draft) {
        var mode = String.valueOf(text(event, "eventAttendanceMode"));
        var places = new ArrayList<JsonNode>();
        var screen = false;
        for (var each : several(resolved("location"))) {
            var place = resolved(each);
            if (types(place).anyMatch("VirtualLocation"::equals)) {
                screen = true;
            } else {
                places.add(place);
            }
        }
        var place = places.isEmpty() ? MissingNode.getInstance() : places.getFirst();
        var nowhere = place.isMissingNode() || place.isNull();
        if (mode.contains("Online") || screen && nowhere) {
            draft.online();
            return;
        }
        if (mode.contains("Mixed") || screen) {
            draft.hybrid();
        }
        if (place.isTextual()) {
            draft.place(place.textValue(), (String) null);
            return;
        }
        var address = resolved(place.path("address"));
        if (address.isTextual()) {
            draft.place(text(place, "name"), address.textValue()).borough(Borough.inAddress(address.textValue()));
        } else {
            var city = text(address, "addressLocality");
            var region = text(address, "addressRegion");
            var postalCode = text(address, "postalCode");
            draft.placeAt(text(place, "name"), text(address, "streetAddress"), city, region, postalCode)
                    .borough(Borough.of(city, region, postalCode));
        }
        var geo = resolved(place.path("geo"));
        var at = geo.isObject() ? geo : place;
        draft.point(Point.of(number(at, "latitude"), number(at, "longitude")));
    }

    /** Nothing is free only when it says so, or while it can be had for nothing. */
    private Price price() {
        if (event.path("isAccessibleForFree").asBoolean()
                || "true".equalsIgnoreCase(text(event, "isAccessibleForFree"))) {
            return Price.FREE;
        }
        BigDecimal min = null;
        BigDecimal max = null;
        String currency = null;
        var inStock = false;
        for (var each : several(resolved("offers"))) {
            var offer = resolved(each);
            for (var priced : priced(offer)) {
                for (var field : List.of("price", "lowPrice", "highPrice", "minPrice", "maxPrice")) {
                    var amount = amount(priced, field);
                    if (amount != null) {
                        min = min == null || amount.compareTo(min) < 0 ? amount : min;
                        max = max == null || amount.compareTo(max) > 0 ? amount : max;
                        currency = currency == null ? text(priced, "priceCurrency") : currency;
                        inStock |= String.valueOf(text(offer, "availability")).endsWith("InStock");
                    }
                }
            }
            if (min == null && offer.path("price").isTextual()) {
                var said = Price.ofWords(offer.path("price").textValue());
                if (said.known()) {
                    return said;
                }
            }
        }
        return max != null && max.signum() == 0 && inStock ? Price.free(currency) : Price.of(min, max, currency);
    }

    /** An offer and the specifications of its price. */
    private List<JsonNode> priced(JsonNode offer) {
        var priced = new ArrayList<JsonNode>(List.of(offer));
        several(resolved(offer.path("priceSpecification"))).forEach(each -> priced.add(resolved(each)));
        return priced;
    }

    private Integer seats(String field) {
        var seats = number(event, field);
        return seats == null || seats > 1_000_000 ? null : seats.intValue();
    }

    private List<String> links() {
        var addresses = new ArrayList<>(texts(event.path("sameAs")));
        for (var offer : several(resolved("offers"))) {
            addresses.add(text(resolved(offer), "url"));
        }
        return addresses;
    }

    private List<String> performers() {
        var names = new ArrayList<String>();
        for (var each :
                several(event.path("performer").isMissingNode() ? event.path("performers") : event.path("performer"))) {
            var performer = resolved(each);
            names.add(performer.isTextual() ? performer.textValue() : text(performer, "name"));
        }
        return names;
    }

    private String series() {
        var series = event.path("superEvent");
        return series.isTextual() ? series.textValue() : series.isObject() ? id(series) : null;
    }

    /** Its kind in schema.org's words, unless it is only an Event, and its keywords. */
    private List<String> categories() {
        var words = new ArrayList<String>();
        texts(event.path("keywords")).forEach(joined -> words.addAll(List.of(joined.split("\\s*,\\s*"))));
        texts(event.path("genre")).forEach(words::add);
        types(event).filter(type -> !type.equals("Event")).forEach(words::add);
        return words;
    }

    private String image(JsonNode image) {
        var one = image.isArray() ? image.path(0) : image;
        var resolved = resolved(one);
        return resolved.isTextual()
                ? resolved.textValue()
                : text(resolved, "url") == null ? text(resolved, "contentUrl") : text(resolved, "url");
    }

    /** A text, or the first of several, or the text of {@code {"@value": …}}. */
    private String words(String name) {
        var value = event.path(name);
        var one = value.isArray() ? value.path(0) : value;
        return one.isObject() ? text(one, "@value") : one.isTextual() ? one.textValue() : null;
    }

    private JsonNode resolved(String name) {
        return resolved(event.path(name));
    }

    /** The object that {@code {"@id": …}} stands for. */
    private JsonNode resolved(JsonNode node) {
        var id = node.isObject() && node.size() == 1 ? text(node, "@id") : null;
        return id == null ? node : byId.getOrDefault(id, node);
    }

    private static Iterable<JsonNode> several(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    static List<String> texts(JsonNode node) {
        return StreamSupport.stream(several(node).spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private static Stream<String> types(JsonNode node) {
        return texts(node.path("@type")).stream().map(type -> type.replaceFirst("^.*[/#:]", ""));
    }
}
