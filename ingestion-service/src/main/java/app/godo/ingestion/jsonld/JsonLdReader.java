package app.godo.ingestion.jsonld;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jsoup.Jsoup;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Pages that say in schema.org's words what takes place: as JSON-LD, block by block, and as microdata. */
public final class JsonLdReader implements Reader {

    private static final int MOST_BLOCKS = 500;

    @Override
    public String kind() {
        return "jsonld";
    }

    @Override
    public Readout read(Payload payload, SourceSettings settings) {
        var rows = new Rows().tellingApart();
        var page = new Page(rows);
        var text = payload.text();
        if (text.isBlank()) {
            throw new FeedFailure("The page is empty");
        }
        if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) {
            page.block(text);
        } else {
            var html = Jsoup.parse(text);
            html.select("script[type~=(?i)^\\s*application/ld\\+json]").stream()
                    .limit(MOST_BLOCKS)
                    .forEach(script -> page.block(script.data()));
            Microdata.events(html).forEach(page::event);
        }
        if (page.events.isEmpty() && rows.size() == 0) {
            rows.warn("The page says nothing of events in schema.org's words, neither as JSON-LD nor as microdata");
        }
        page.events.stream()
                .flatMap(event -> Schedule.occurrences(event, settings).stream())
                .forEach(event -> {
                    var read = new SchemaEvent(event, page.byId, settings);
                    rows.add(event, row -> read.externalId(), row -> new SchemaEvent(row, page.byId, settings).draft());
                });
        return rows.readout();
    }

    /** What the blocks of a page hold together: they refer to one another. */
    private static final class Page {

        private final Rows rows;
        private final Set<JsonNode> events = new LinkedHashSet<>();
        private final Map<String, JsonNode> byId = new HashMap<>();

        Page(Rows rows) {
            this.rows = rows;
        }

        /** A block that makes no sense costs itself and no other; it may have been an event's only if it speaks of one. */
        void block(String text) {
            try {
                collect(LenientJson.MAPPER.readTree(withoutWrapping(text)));
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

        private void collect(JsonNode node) {
            if (node.isObject()) {
                var id = LenientJson.text(node, "@id");
                if (id != null && node.size() > 1) {
                    byId.putIfAbsent(id, node);
                }
                if (SchemaEvent.is(node)) {
                    event(node);
                }
            }
            node.forEach(this::collect);
        }

        /** Content systems wrap scripts for browsers that are long gone. */
        private static String withoutWrapping(String text) {
            return text.strip()
                    .replaceFirst("^(?:<!--|(?://|/\\*)?\\s*<!\\[CDATA\\[(?:\\s*\\*/)?)", "")
                    .replaceFirst("(?:-->|(?://|/\\*)?\\s*]]>(?:\\s*\\*/)?)$", "")
                    .replaceFirst(";\\s*$", "");
        }
    }
}
