package app.godo.gateway.entrance;

import app.godo.gateway.callers.Callers;
import app.godo.gateway.exchange.Answers;
import app.godo.gateway.forwarding.AnotherForwarding;
import app.godo.gateway.forwarding.Forwarding;
import app.godo.gateway.limits.RateLimiter;
import app.godo.gateway.routing.RouteTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import jakarta.enterprise.context.Dependent;

/** A second listener beside the one under test, as another replica has one, which a test may stop. */
@Dependent
public class AnotherGateway {

    private final TrustedProxies proxies;
    private final WellFormed wellFormed;
    private final Origins origins;
    private final SmallBodies bodies;
    private final ClientVersions versions;
    private final RouteTable routes;
    private final AdminPort adminPort;
    private final Callers callers;
    private final Answers answers;
    private final Forwarding forwarding;
    private final AccessLog log;
    private final EntranceConfig config;
    private final Vertx vertx;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private PublicListener listener;

    AnotherGateway(
            TrustedProxies proxies,
            WellFormed wellFormed,
            Origins origins,
            SmallBodies bodies,
            ClientVersions versions,
            RouteTable routes,
            AdminPort adminPort,
            Callers callers,
            Answers answers,
            AnotherForwarding forwarding,
            AccessLog log,
            EntranceConfig config,
            Vertx vertx) {
        this.proxies = proxies;
        this.wellFormed = wellFormed;
        this.origins = origins;
        this.bodies = bodies;
        this.versions = versions;
        this.routes = routes;
        this.adminPort = adminPort;
        this.callers = callers;
        this.answers = answers;
        this.forwarding = forwarding.forwarding();
        this.log = log;
        this.config = config;
        this.vertx = vertx;
    }

    /** Listens on any free port. */
    public void start(RateLimiter limiter, Duration patience) {
        var traffic = new Traffic(meters, log, onAnyPort());
        var entrance = new Entrance(
                proxies,
                wellFormed,
                origins,
                bodies,
                versions,
                routes,
                adminPort,
                callers,
                limiter,
                forwarding,
                answers,
                traffic,
                vertx);
        listener = new PublicListener(
                vertx,
                entrance,
                traffic,
                new Connections(proxies, onAnyPort()),
                forwarding,
                onAnyPort(),
                "127.0.0.1",
                patience);
        try {
            listener.start(null);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public void stop() {
        try {
            listener.stop(null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes its sockets, and no more. */
    public boolean closeSockets() throws InterruptedException {
        return forwarding.closeSockets(Duration.ofSeconds(5));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(listener.port(), path));
    }

    /** Requests that have entered and not left. */
    public double onTheirWay() {
        return meters.get("godo.gateway.requests.current").gauge().value();
    }

    private EntranceConfig onAnyPort() {
        return (EntranceConfig) Proxy.newProxyInstance(
                EntranceConfig.class.getClassLoader(),
                new Class<?>[] {EntranceConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "port" -> 0;
                    case "adminPort" -> OptionalInt.empty();
                    default -> method.invoke(config, arguments);
                });
    }
}
