package app.godo.gateway.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The route table as it is written down, by name. */
@ConfigMapping(prefix = "godo.routes")
public interface RoutesConfig {

    @WithParentName
    Map<String, RouteConfig> byName();

    /** One row of the table. */
    interface RouteConfig {

        /** The path itself and everything beneath it; of several that fit the longest counts. */
        String prefix();

        /** Only these methods; for others the next shorter prefix counts. */
        Optional<Set<String>> methods();

        /** A key of {@code godo.services}. */
        String service();

        @WithDefault("required")
        Identity identity();

        /** Until the head of the answer must have come, counted from the head of the request; the service is told. */
        @WithDefault("10s")
        Duration timeout();

        /** A key of {@code godo.rates}. */
        @WithDefault("user")
        String rate();

        /** What stands in the place of the prefix towards the service. */
        Optional<String> rewrite();

        /** Whether the connection may become a WebSocket. */
        @WithDefault("false")
        boolean socket();

        /** Goes on when there is too much to do: has connections of its own to the service, and is the last to be turned away. */
        @WithDefault("false")
        boolean priority();

        /** Answers say {@code Deprecation} since then (RFC 9745), and that the rewritten path is the one to use. */
        Optional<Instant> deprecatedSince();

        /** Exists on a developer's machine only ({@code godo.dev}). */
        @WithDefault("false")
        boolean devOnly();
    }
}
