package app.godo.ingestion.luma;

import app.godo.ingestion.reading.LenientJson;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Connector;
import app.godo.ingestion.sources.Next;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Reader;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Settings;
import app.godo.ingestion.sources.Source;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Luma's calendars: those of a key, or those whose addresses stand in the row. */
public final class Luma implements Connector {

    private static final String HOME = "https://public-api.luma.com/v1/calendar/list-events";

    private final Reader reader = new LumaReader();

    @Override
    public Reader reader() {
        return reader;
    }

    @Override
    public List<Ask> first(Source source, Instant at) {
        Settings.of(source).nothingElse();
        var asks = source.urls().isEmpty() && source.keyName() != null
                ? List.of(Ask.of(HOME).with("after", at.toString()))
                : Settings.urls(source).stream().map(Ask::of).toList();
        return asks;
    }

    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var page = LenientJson.document(payload.text());
        var cursor = LenientJson.text(page, "next_cursor");
        return page.path("has_more").asBoolean() && cursor != null
                ? Next.asking(ask.with("pagination_cursor", cursor))
                : Next.NOTHING;
    }

    @Override
    public Map<String, String> headers(String key) {
        return Map.of("x-luma-api-key", key);
    }
}
