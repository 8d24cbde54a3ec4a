package app.godo.ingestion.jsonld;

import static app.godo.ingestion.reading.LenientJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON-LD leaves open whether a value is one or several, a text or an object, itself or a reference. */
final class Nodes {

    static Iterable<JsonNode> several(JsonNode node) {
        return node.isArray() ? node : node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
    }

    static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(several(node).spliterator(), false);
    }

    /** The first of several. */
    static JsonNode first(JsonNode node) {
        return stream(node).findFirst().orElse(MissingNode.getInstance());
    }

    static List<String> texts(JsonNode node) {
        return stream(node).filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
    }

    /** The first text of it, also as {@code {"@value": …}} or {@code {"@id": …}}; null when there is none. */
    static String words(JsonNode node) {
        var one = first(node);
        if (one.isObject()) {
            var value = text(one, "@value");
            return value == null ? text(one, "@id") : value;
        }
        return one.isTextual() && !one.textValue().isBlank() ? one.textValue() : null;
    }

    /** The last word of schema.org's addresses, {@code https://schema.org/EventCancelled}. */
    static List<String> lastWords(JsonNode node) {
        return stream(node)
                .map(Nodes::words)
                .filter(word -> word != null)
                .map(word -> word.strip().replaceFirst("^.*[/#:]", ""))
                .toList();
    }

    static Stream<String> types(JsonNode node) {
        return lastWords(node.path("@type")).stream();
    }

    /** The object that {@code {"@id": …}} or its id alone stands for. */
    static JsonNode resolved(JsonNode node, Map<String, JsonNode> byId) {
        var id = node.isObject() && node.size() == 1 ? text(node, "@id") : node.isTextual() ? node.textValue() : null;
        return id == null ? node : byId.getOrDefault(id, node);
    }

    private Nodes() {}
}
