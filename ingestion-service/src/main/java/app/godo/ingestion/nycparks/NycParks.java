package app.godo.ingestion.nycparks;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.fetching.Feeds;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.sources.SourceSettings;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the data set page by page through the portal's SODA interface. */
@ApplicationScoped
class NycParks implements Source {

    static final String NAME = "nyc_parks";

    /** The portal promises no order without {@code $order}, and pages without order overlap. */
    private static final String PAGE = "%s/resource/w3wp-dpdi.%s?$order=:id&$limit=%d&$offset=%d";

    /** Fourteen days hold 1,800 rows: a feed that does not end here is no feed of events. */
    private static final int MOST_ROWS = 20_000;

    private final NycParksConfig config;
    private final Feeds feeds;
    private final Clock clock;
    private final NycParksReader reader = new NycParksReader();

    NycParks(NycParksConfig config, Feeds feeds, Clock clock) {
        this.config = config;
        this.feeds = feeds;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean configured() {
        return config.url().isPresent();
    }

    @Override
    public Multi<Row> rows() {
        return Multi.createBy()
                .repeating()
                .uni(AtomicInteger::new, this::page)
                .whilst(page -> page.rows().size() == config.pageSize() && !page.broken())
                .onItem()
                .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(page.rows()));
    }

    @Override
    public Row read(JsonNode raw) {
        return new ParksRow(settings()).read(raw);
    }

    /** More rows than asked for means that the other side knows no pages and has sent all it has. */
    private Uni<Readout> page(AtomicInteger offset) {
        var from = offset.getAndAdd(config.pageSize());
        if (from >= MOST_ROWS) {
            return Uni.createFrom().failure(new FeedFailure("The feed does not end after %d rows".formatted(from)));
        }
        return feeds.get(address(from), headers())
                // a page is some megabytes of text: not for the event loop
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(body -> reader.read(new Payload(body.getBytes(), null), settings(), MOST_ROWS));
    }

    private SourceSettings settings() {
        return SourceSettings.of(NAME, clock.instant());
    }

    private URI address(int offset) {
        var portal = config.url().orElseThrow().toString().replaceFirst("/+$", "");
        var format = config.format().name().toLowerCase(Locale.ROOT);
        return URI.create(PAGE.formatted(portal, format, config.pageSize(), offset));
    }

    private Map<String, String> headers() {
        return config.appToken().map(token -> Map.of("X-App-Token", token)).orElse(Map.of());
    }
}
