package app.godo.ingestion.fetching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

import java.net.URI;
import java.util.Map;

/** The keys that Sources ask for, by the names that rows know them by. No row and no answer ever holds one. */
@ConfigMapping(prefix = "godo.source-keys")
public interface SourceKeys {

    @WithParentName
    Map<String, Key> all();

    /** A key goes to its own origin and nowhere else, whatever a row says. */
    interface Key {
        String secret();

        /** E.g. {@code https://www.eventbriteapi.com}. */
        URI origin();
    }
}
