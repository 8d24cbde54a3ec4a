package app.godo.ingestion.sources;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Data sets of an open data portal, page by page through its SODA interface 2. The portal promises no order without {@code $order},
 * and pages without order overlap.
 */
public abstract class Soda implements Connector {

    private static final String DATA_SET = ".*/resource/\\w{4}-\\w{4}\\.(?:json|csv)(?:\\?.*)?";
    private static final int PAGE = 1000;

    /** More rows than a city has Events at once: a feed that does not end here is none of Events. */
    private static final int MOST_ROWS = 20_000;

    @Override
    public List<Ask> first(Source source, Instant at) {
        var settings = Settings.of(source);
        var size = size(settings);
        var asks = Settings.urls(source).stream()
                .map(url -> url.matches(DATA_SET) ? page(dataSet(url, settings, at), size, 0) : Ask.of(url))
                .toList();
        settings.nothingElse();
        return asks;
    }

    /** The data set's address with what is wanted of it. */
    protected String dataSet(String url, Settings settings, Instant at) {
        return url;
    }

    /**
     * A page as full as was asked for is followed by another; one with more rows comes from somebody who knows no pages, and has
     * sent all there is.
     */
    @Override
    public Next next(Source source, Ask ask, Payload payload, Readout readout) {
        var size = size(Settings.of(source));
        if (!ask.address().contains("$offset=") || readout.broken() || readout.size() != size) {
            return Next.NOTHING;
        }
        var offset = Integer.parseInt(ask.address().replaceFirst(".*\\$offset=(\\d{1,8}).*", "$1")) + size;
        return offset >= MOST_ROWS
                ? Next.lacking("The feed does not end after %d rows".formatted(offset))
                : Next.asking(page(ask.address(), size, offset));
    }

    @Override
    public Map<String, String> headers(String key) {
        return Map.of("X-App-Token", key);
    }

    private static int size(Settings settings) {
        return settings.number("page_size", 1, 50_000, PAGE);
    }

    private static Ask page(String address, int size, int offset) {
        return Ask.of(address)
                .with("$order", ":id")
                .with("$limit", Integer.toString(size))
                .with("$offset", Integer.toString(offset));
    }
}
