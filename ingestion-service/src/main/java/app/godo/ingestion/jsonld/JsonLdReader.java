package app.godo.ingestion.jsonld;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.reading.Rows;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.SourceSettings;
import org.jsoup.Jsoup;

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
        page.collect();
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
}
