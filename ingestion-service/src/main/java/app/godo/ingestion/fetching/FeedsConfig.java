package app.godo.ingestion.fetching;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;
import jakarta.validation.constraints.Min;

/** How patient we are with other people's servers, and how much of them we take in. */
@ConfigMapping(prefix = "godo.feeds")
interface FeedsConfig {

    /**
     * The largest answer that is read: twice the largest page known. It is held in several forms at once, and a replica has 128 MB
     * for all it does.
     */
    @WithDefault("4M")
    MemorySize maxBody();

    @WithDefault("5s")
    Duration connectTimeout();

    /** From the request to the last byte of the answer. */
    @WithDefault("60s")
    Duration timeout();

    /** How often one request is tried in a run. */
    @WithDefault("5")
    @Min(1)
    int attempts();

    /** The pause before the second attempt; each further one is twice as long. */
    @WithDefault("1s")
    Duration firstPause();

    /** Whoever asks for a longer one is left alone until then, and the run ends. */
    @WithDefault("30s")
    Duration longestPause();

    /**
     * Origins that are asked in the place of others, also where they are on our own network: {@code
     * https://data.example=http://127.0.0.1:9014}, several with commas. For development, where a recording stands for the city.
     */
    Optional<String> standIns();
}
