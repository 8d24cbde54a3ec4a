package app.godo.gateway.limits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

import java.time.Duration;
import java.util.Map;

/** The rate classes, by name. {@link RateLimiter#BY_ADDRESS} must be among them. */
@ConfigMapping(prefix = "godo.rates")
public interface RatesConfig {

    @WithParentName
    Map<String, RateConfig> byName();

    /** So many requests in any window of this length. */
    interface RateConfig {

        int requests();

        @WithDefault("1m")
        Duration window();

        /** Counts by network address although it is known who asks. */
        @WithDefault("false")
        boolean alwaysByAddress();

        /** On a developer's machine ({@code godo.dev}) requests from the machine itself are not counted. */
        @WithDefault("false")
        boolean devSparesLoopback();
    }
}
