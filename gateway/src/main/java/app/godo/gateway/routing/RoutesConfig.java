package app.godo.gateway.routing;

import io.quarkus.runtime.configuration.MemorySize;
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

        /** The path itself and everything beneath it, {@code *} for any one segment; of several that fit the longest counts. */
        String prefix();

        /** Only these methods; for others the next shorter prefix counts. */
        Optional<Set<String>> methods();

        /** A key of {@code godo.services}. */
        String service();

        @WithDefault("public")
        Reach reach();

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

        /**
         * Goes on when there is too much to do: has connections of its own to the service, and is the last to be turned away. Its
         * bodies are small ones, so that nobody holds these places by sending slowly.
         */
        @WithDefault("false")
        boolean priority();

        /**
         * Bodies are at most {@code godo.entrance.small-body} and read whole, within {@code godo.entrance.small-body-within},
         * before the service hears of the request; others are streamed.
         */
        @WithDefault("false")
        boolean smallBody();

        /** Bytes a body may have; {@code godo.entrance.largest-body} when it is not said. */
        Optional<MemorySize> largestBody();

        /**
         * The route whose list takes the place of this route's deck while its service is away, marked {@code degraded}: only of the
         * prefix itself, and only for who asks for no more than a {@code limit}. The caller's token goes with it.
         */
        Optional<String> fallback();

        /** Answers say {@code Deprecation} since then (RFC 9745), and that the rewritten path is the one to use. */
        Optional<Instant> deprecatedSince();

        /** Exists on a developer's machine only ({@code godo.dev}). */
        @WithDefault("false")
        boolean devOnly();
    }
}
