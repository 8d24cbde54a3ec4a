package app.godo.ingestion.sources;

import java.time.Instant;
import java.util.List;

/**
 * A kind whose Sources are files at addresses: each is got, and that is all.
 *
 * @param reader what reads them
 */
public record Files(Reader reader) implements Connector {

    @Override
    public List<Ask> first(Source source, Instant at) {
        Settings.of(source).nothingElse();
        return Settings.urls(source).stream().map(Ask::of).toList();
    }
}
