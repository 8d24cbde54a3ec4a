package app.godo.gateway.forwarding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How the gateway speaks to each service. */
@ConfigMapping(prefix = "godo.upstream")
interface UpstreamConfig {

    /** Connections to one service. */
    @WithDefault("128")
    int connections();

    /** Requests that may wait for one of them; more are refused at once. */
    @WithDefault("128")
    int waiting();

    /** WebSockets to one service: each holds a connection of its own. */
    @WithDefault("10000")
    int sockets();

    @WithDefault("2s")
    Duration connectTimeout();

    /** Idle connections are given up after this long, before the service does so. */
    @WithDefault("50s")
    Duration keepAlive();

    /**
     * An answer of which nothing more has come for so long, although it was waited for, or of which the client takes nothing more,
     * is cut off; event streams are not.
     */
    @WithDefault("10s")
    Duration answerIdle();

    /** How long a service that does not answer is left alone, before one request tries whether it does again. */
    @WithDefault("2s")
    Duration breakFor();
}
