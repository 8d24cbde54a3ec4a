package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.number;
import static app.godo.ingestion.reading.LenientJson.text;

import app.godo.ingestion.reading.Categories;
import app.godo.ingestion.reading.Draft;
import app.godo.ingestion.reading.ExternalId;
import app.godo.ingestion.reading.Lasting;
import app.godo.ingestion.reading.NotAListing;
import app.godo.ingestion.reading.When;
import app.godo.ingestion.reading.WrittenTime;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A schema.org Event as a Listing. */
record SchemaEvent(JsonNode event, Map<String, JsonNode> byId, SourceSettings settings) {

    /** Event and its more special kinds that do not end in the word. */
    private static final Set<String> OTHER_KINDS = Set.of("Festival", "Hackathon", "CourseInstance", "EventSeries");

    /** Under which it names the events that it is made of. */
    static final List<String> PARTS = List.of("subEvent", "subEvents");

    static boolean isSeries(JsonNode node) {
        return Nodes.types(node).anyMatch("EventSeries"::equals);
    }

    static boolean is(JsonNode node) {
        return node.isObject()
                && Nodes.types(node)
                        .anyMatch(type -> type.endsWith("Event")
                                        && !type.equals("PublicationEvent")
                                        && !type.equals("BroadcastEvent")
                                        && !type.equals("UserInteractionEvent")
                                || OTHER_KINDS.contains(type))
                && (node.has("startDate") || node.has("name"));
    }

    /** What the page calls it: its {@code @id}, identifier or address; null when it has none. */
    static String id(JsonNode event) {
        var identifier = Nodes.first(event.path("identifier"));
        return Stream.of(
                        text(event, "@id"),
                        identifier.isObject()
                                ? text(identifier, "value")
                                : identifier.isValueNode() && !identifier.isNull() ? identifier.asText() : null,
                        Nodes.words(event.path("url")))
                .filter(id -> id != null && !id.isBlank() && !id.startsWith("_:"))
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
        return ExternalId.hash(
                String.join("\n", name, String.valueOf(new SchemaPlace(event, byId).name()), String.valueOf(day())));
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
        var offers = new SchemaOffers(event, byId);
        var draft = new Draft(settings)
                .title(words("name"))
                .description(words("description"))
                .accessibilityText(String.join("\n", Nodes.texts(event.path("accessibilityFeature"))))
                .when(when())
                .price(offers.price())
                .capacity(seats("maximumAttendeeCapacity"))
                .remaining(offers.soldOut() ? Integer.valueOf(0) : seats("remainingAttendeeCapacity"))
                .url(words("url"), offers.addresses().stream().findFirst().orElse(null), text(event, "@id"), series())
                .links(links(offers))
                .performers(performers())
                .series(series())
                .image(image(event.path("image")))
                .categories(Categories.GENERAL, categories());
        new SchemaPlace(event, byId).addTo(draft);
        return status(draft);
    }

    private When when() {
        var start = WrittenTime.of(words("startDate"), "startDate");
        if (start == null) {
            throw new NotAListing("The event has no startDate");
        }
        return WrittenTime.span(start, end(), settings.home()).lasting(Lasting.of(words("duration")));
    }

    /** An end that makes no sense costs itself: where and when it begins is known. */
    private WrittenTime end() {
        try {
            return WrittenTime.of(words("endDate"), "endDate");
        } catch (NotAListing unreadable) {
            return null;
        }
    }

    /** Addresses of schema.org or their last words, in either spelling. */
    private Draft status(Draft draft) {
        for (var status : Nodes.lastWords(event.path("eventStatus"))) {
            switch (status.toLowerCase(Locale.ROOT)) {
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

    private Integer seats(String field) {
        var seats = number(event, field);
        return seats == null || seats > 1_000_000 ? null : seats.intValue();
    }

    private List<String> links(SchemaOffers offers) {
        var addresses = new ArrayList<>(Nodes.texts(event.path("sameAs")));
        addresses.addAll(offers.addresses());
        return addresses;
    }

    private List<String> performers() {
        var names = new ArrayList<String>();
        for (var each : Nodes.several(
                event.path("performer").isMissingNode() ? event.path("performers") : event.path("performer"))) {
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
        Nodes.texts(event.path("keywords")).forEach(joined -> words.addAll(List.of(joined.split("\\s*,\\s*"))));
        Nodes.texts(event.path("genre")).forEach(words::add);
        Nodes.types(event).filter(type -> !type.equals("Event")).forEach(words::add);
        return words;
    }

    private String image(JsonNode image) {
        var resolved = resolved(Nodes.first(image));
        return resolved.isTextual()
                ? resolved.textValue()
                : text(resolved, "url") == null ? text(resolved, "contentUrl") : text(resolved, "url");
    }

    private String words(String name) {
        return Nodes.words(event.path(name));
    }

    private JsonNode resolved(JsonNode node) {
        return Nodes.resolved(node, byId);
    }
}
