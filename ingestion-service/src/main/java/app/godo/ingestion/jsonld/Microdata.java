package app.godo.ingestion.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

import java.util.List;

/** Events in the attributes of a page (HTML's microdata), as the objects that JSON-LD would have. */
final class Microdata {

    private static final int MOST = 2000;
    private static final int DEEPEST = 10;

    static List<JsonNode> events(Document page) {
        return page.select("[itemscope][itemtype*=schema.org/]").stream()
                .limit(MOST)
                .map(element -> (JsonNode) item(element, 0))
                .filter(SchemaEvent::is)
                .toList();
    }

    private static ObjectNode item(Element element, int depth) {
        var item = JsonNodeFactory.instance.objectNode();
        item.put("@type", element.attr("itemtype").strip().replaceFirst("^.*schema\\.org/", ""));
        if (depth < DEEPEST) {
            element.children().forEach(child -> properties(child, item, depth));
        }
        return item;
    }

    /** Properties belong to the nearest item above them. */
    private static void properties(Element element, ObjectNode item, int depth) {
        for (var name : element.attr("itemprop").strip().split("\\s+")) {
            if (!name.isEmpty()) {
                put(item, name, element.hasAttr("itemscope") ? item(element, depth + 1) : new TextNode(value(element)));
            }
        }
        if (!element.hasAttr("itemscope") && depth < DEEPEST) {
            element.children().forEach(child -> properties(child, item, depth));
        }
    }

    /** What comes again becomes an array, as in JSON-LD. */
    private static void put(ObjectNode item, String name, JsonNode value) {
        var before = item.get(name);
        if (before == null) {
            item.set(name, value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            item.putArray(name).add(before).add(value);
        }
    }

    private static String value(Element element) {
        for (var attribute : List.of("content", "datetime", "href", "src")) {
            if (element.hasAttr(attribute)) {
                return element.attr(attribute);
            }
        }
        return element.text();
    }

    private Microdata() {}
}
