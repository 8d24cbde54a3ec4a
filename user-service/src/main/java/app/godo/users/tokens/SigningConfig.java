package app.godo.users.tokens;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How keys follow one another. */
@ConfigMapping(prefix = "godo.signing")
interface SigningConfig {

    /** How often the key file is looked at. */
    @WithDefault("10s")
    Duration reread();

    /** How long a key is published before it signs: twice what a verifier keeps what it has fetched. */
    @WithDefault("10m")
    Duration publishedAhead();

    /** How much longer than its tokens live a key is published that no longer signs: clocks differ. */
    @WithDefault("5m")
    Duration publishedAfter();
}
