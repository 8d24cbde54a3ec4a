package app.godo.gateway.forwarding;

import app.godo.gateway.routing.Route;
import app.godo.gateway.routing.ServicesConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

import java.util.HashMap;
import java.util.Map;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The services, each behind a bulkhead: the clients keep a bounded pool for every address, and what has priority has one apart,
 * with a breaker of its own, so that neither a slow service nor the crowd at a quick one keeps anybody from signing in.
 *
 * <p>They are there from the start: a client that the first request made would be its listener's, and be closed with it.
 */
@Startup
@ApplicationScoped
class Upstreams {

    private final Map<String, Upstream> usual = new HashMap<>();
    private final Map<String, Upstream> withPriority = new HashMap<>();
    private final UpstreamConfig config;
    private final Vertx vertx;
    private final MeterRegistry meters;

    Upstreams(ServicesConfig services, UpstreamConfig config, Vertx vertx, MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
        var crowd = client(config.connections());
        var apart = client(config.connections());
        var sockets = client(config.sockets());
        services.byName().forEach((name, base) -> {
            var tags = Tags.of("service", name, "lane", "usual");
            usual.put(name, new Upstream(base, crowd, sockets, breaker(tags), retries(tags)));
            var priority = Tags.of("service", name, "lane", "priority");
            withPriority.put(name, new Upstream(base, apart, sockets, breaker(priority), retries(priority)));
        });
    }

    /** Where the requests of this route go. */
    Upstream of(Route route) {
        return (route.priority() ? withPriority : usual).get(route.service());
    }

    private Breaker breaker(Tags tags) {
        var breaker = new Breaker(config.breakFor(), System::nanoTime);
        Gauge.builder("godo.gateway.breaker.open", breaker, open -> open.isOpen() ? 1 : 0)
                .tags(tags)
                .register(meters);
        FunctionCounter.builder("godo.gateway.breaker.opened", breaker, Breaker::opened)
                .tags(tags)
                .register(meters);
        return breaker;
    }

    private RetryBudget retries(Tags tags) {
        var retries = new RetryBudget();
        FunctionCounter.builder("godo.gateway.retries", retries, RetryBudget::spent)
                .tags(tags)
                .register(meters);
        return retries;
    }

    private HttpClient client(int connections) {
        var options = new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxWaitQueueSize(config.waiting())
                .setMaxHeaderSize(16 * 1024);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }
}
