package app.godo.ingestion.jsonld;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.reading.Rows;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the blocks of a page hold together: they refer to one another. */
final class Page {

    /** What schema.org's parts of an event say only where they differ from the whole. */
    private static final List<String> INHERITED = List.of(
            "name",
            "description",
            "image",
            "location",
            "offers",
            "performer",
            "eventStatus",
            "eventAttendanceMode",
            "isAccessibleForFree",
            "keywords");

    final Set<JsonNode> events = new LinkedHashSet<>();
    final Map<String, JsonNode> byId = new HashMap<>();
    private final Set<String> parts = new HashSet<>();
    private final Set<String> wholes = new HashSet<>();
    private final List<JsonNode> blocks = new ArrayList<>();
    private final Rows rows;

    Page(Rows rows) {
        this.rows = rows;
    }

    /** A block that makes no sense costs itself and no other; it may have been an event's only if it speaks of one. */
    void block(String text) {
        try {
            var read = LenientJson.MAPPER.readTree(withoutWrapping(text));
            var block = text.contains("\"schema:") ? withoutPrefix(read) : read;
            remember(block);
            blocks.add(block);
        } catch (JsonProcessingException malformed) {
            if (!text.contains("Event") && !text.contains("startDate")) {
                rows.warn("A block of JSON-LD makes no sense, and speaks of no event");
                return;
            }
            var where = malformed.getLocation();
            var kept = TextNode.valueOf(text.strip());
            rows.add(Rows.unreadable(
                    kept,
                    none -> null,
                    "A block of JSON-LD makes no sense"
                            + (where == null
                                    ? ""
                                    : " from its line %d, column %d on"
                                            .formatted(where.getLineNr(), where.getColumnNr()))));
        }
    }

    /** Once each: pages repeat themselves for different readers. */
    void event(JsonNode event) {
        if (events.add(event) && events.size() > Rows.MOST) {
            throw new FeedFailure("The page has more than %d events".formatted(Rows.MOST));
        }
    }

    /** Finds the events of all blocks, once all are there. */
    void collect() {
        blocks.forEach(this::collect);
    }

    private void remember(JsonNode node) {
        var id = node.isObject() && node.size() > 1 ? LenientJson.text(node, "@id") : null;
        if (id != null) {
            byId.putIfAbsent(id, node);
        }
        for (var field : SchemaEvent.PARTS) {
            Nodes.several(node.path(field)).forEach(part -> add(parts, LenientJson.text(part, "@id")));
        }
        var whole = node.path("superEvent");
        add(wholes, whole.isTextual() ? whole.textValue() : LenientJson.text(whole, "@id"));
        node.forEach(this::remember);
    }

    private static void add(Set<String> ids, String id) {
        if (id != null) {
            ids.add(id);
        }
    }

    private void collect(JsonNode node) {
        if (!SchemaEvent.is(node)) {
            node.forEach(this::collect);
        } else if (!parts.contains(String.valueOf(LenientJson.text(node, "@id")))) {
            collectEvent((ObjectNode) node);
        }
    }

    private void collectEvent(ObjectNode node) {
        var whole = Nodes.resolved(node.path("superEvent"), byId);
        var event = SchemaEvent.is(whole) ? inherited(node, (ObjectNode) whole) : node;
        var its = SchemaEvent.PARTS.stream()
                .flatMap(field -> Nodes.stream(node.path(field)))
                .map(part -> Nodes.resolved(part, byId))
                .filter(SchemaEvent::is)
                .toList();
        // a series that says which events it is made of is none of its own
        if (!SchemaEvent.isSeries(node)
                || its.isEmpty() && !wholes.contains(String.valueOf(LenientJson.text(node, "@id")))) {
            event(event);
        }
        its.forEach(part -> collectEvent(inherited((ObjectNode) part, event)));
        node.properties().forEach(field -> {
            if (!SchemaEvent.PARTS.contains(field.getKey()) && !field.getKey().equals("superEvent")) {
                collect(field.getValue());
            }
        });
    }

    private static ObjectNode inherited(ObjectNode part, ObjectNode whole) {
        var event = part.deepCopy();
        for (var field : INHERITED) {
            if (!event.has(field) && whole.has(field)) {
                event.set(field, whole.get(field));
            }
        }
        if (!event.has("superEvent") && SchemaEvent.id(whole) != null) {
            event.put("superEvent", SchemaEvent.id(whole));
        }
        return event;
    }

    /** Where {@code schema:} is said before each of its words. */
    private static JsonNode withoutPrefix(JsonNode node) {
        if (node.isArray()) {
            var plain = LenientJson.MAPPER.createArrayNode();
            node.forEach(item -> plain.add(withoutPrefix(item)));
            return plain;
        }
        if (!node.isObject()) {
            return node;
        }
        var plain = LenientJson.MAPPER.createObjectNode();
        node.properties()
                .forEach(field ->
                        plain.set(field.getKey().replaceFirst("^schema:", ""), withoutPrefix(field.getValue())));
        return plain;
    }

    /** Content systems wrap scripts for browsers that are long gone. */
    private static String withoutWrapping(String text) {
        return text.strip()
                .replaceFirst("^(?:<!--|(?://|/\\*)?\\s*<!\\[CDATA\\[(?:\\s*\\*/)?)", "")
                .replaceFirst("(?:-->|(?://|/\\*)?\\s*]]>(?:\\s*\\*/)?)$", "")
                .replaceFirst(";\\s*$", "");
    }
}
