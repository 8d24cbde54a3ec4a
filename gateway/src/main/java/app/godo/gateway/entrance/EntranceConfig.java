package app.godo.gateway.entrance;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the public listener takes. Its host is {@code quarkus.http.host}. */
@ConfigMapping(prefix = "godo.entrance")
interface EntranceConfig {

    /** As {@code quarkus.http.port} says; 0 is any that is free. */
    int port();

    /** A second port, the only one where administration can be reached; where there is none, it cannot. */
    OptionalInt adminPort();

    /** Of routes that say nothing else. */
    @WithDefault("1M")
    MemorySize largestBody();

    /** Of routes whose bodies are read whole before their service is asked: nobody needs more to sign in. */
    @WithDefault("16K")
    MemorySize smallBody();

    /** Within which such a body must have come. */
    @WithDefault("2s")
    Duration smallBodyWithin();

    @WithDefault("16K")
    MemorySize largestHead();

    @WithDefault("100")
    int mostHeaders();

    /** Within which the head of a request must have come whole; that of the first, after the connection was opened. */
    @WithDefault("10s")
    Duration headTimeout();

    /** After which a connection that says nothing is closed; sockets say something every 25 seconds. */
    @WithDefault("75s")
    Duration idleTimeout();

    /** Requests dealt with at any time; beyond that they are refused at once. */
    @WithDefault("1024")
    int mostRequests();

    /** Requests of one address, or of one IPv6 subscriber, that may be unanswered at any time. */
    @WithDefault("256")
    int mostOfOneAddress();

    /** Connections that one address, or one IPv6 subscriber, may have open; proxies of ours may have any number. */
    @WithDefault("1024")
    int mostConnectionsOfOneAddress();

    /** So many of these places are for routes that have priority. */
    @WithDefault("128")
    int placesKept();

    /** Answers in JSON are compressed from this length on. */
    @WithDefault("1K")
    MemorySize compressedFrom();

    /** Origins whose web pages may read answers and open sockets, none by default; the app itself sends no {@code Origin}. */
    Optional<Set<String>> origins();

    /** The version of the app ({@code 2.4.0}) below which it is told to be renewed; none is too old when it is not said. */
    Optional<String> oldestClient();

    /** The networks of our own load balancers ({@code 10.0.0.0/8}): what these say of who asks is believed. */
    Optional<Set<String>> trustedProxies();

    /** Event loops that accept; as many as processors when it is not said. */
    OptionalInt loops();
}
