package app.godo.gateway.forwarding;

import app.godo.gateway.routing.Route;
import app.godo.gateway.routing.ServicesConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;

/** A bounded pool of connections per service, and one apart for its WebSockets. */
@ApplicationScoped
class Upstreams {

    /** Between a refused connection and the one more try: a service that restarts may be back. */
    private static final long SECOND_TRY_MILLIS = 100;

    private record Upstream(URI base, HttpClient requests, HttpClient sockets) {}

    private final Map<String, Upstream> byService = new HashMap<>();
    private final Vertx vertx;

    Upstreams(ServicesConfig services, UpstreamConfig config, Vertx vertx) {
        this.vertx = vertx;
        services.byName()
                .forEach((name, base) -> byService.put(
                        name,
                        new Upstream(
                                base,
                                client(config, base, config.connections(), config.waiting()),
                                client(config, base, config.sockets(), config.waiting()))));
    }

    /** The client that requests of this route go through. */
    HttpClient requestsOf(Route route) {
        return byService.get(route.service()).requests();
    }

    /** A request to the service of this route. What can be repeated is tried once more when nobody answered the connection. */
    Future<HttpClientRequest> request(Route route, HttpMethod method) {
        var upstream = byService.get(route.service());
        var options = options(upstream.base(), method);
        var first = upstream.requests().request(options);
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
                ? first.recover(failure -> Failures.nobodyThere(failure)
                        ? later().compose(now -> upstream.requests().request(options))
                        : Future.failedFuture(failure))
                : first;
    }

    /** A connection to the service of this route that is to become a WebSocket. */
    Future<HttpClientRequest> socket(Route route) {
        var upstream = byService.get(route.service());
        return upstream.sockets().request(options(upstream.base(), HttpMethod.GET));
    }

    private Future<Void> later() {
        return vertx.timer(SECOND_TRY_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private static RequestOptions options(URI base, HttpMethod method) {
        return new RequestOptions().setMethod(method).setHost(base.getHost()).setPort(portOf(base));
    }

    private HttpClient client(UpstreamConfig config, URI base, int connections, int waiting) {
        var options = new HttpClientOptions()
                .setSsl("https".equals(base.getScheme()))
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout((int) config.keepAlive().toSeconds())
                .setMaxWaitQueueSize(waiting)
                .setMaxHeaderSize(16 * 1024);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
    }

    private static int portOf(URI base) {
        if (base.getHost() == null) {
            throw new IllegalArgumentException("a service is at http://host:port, not at " + base);
        }
        return base.getPort() > 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80;
    }
}
