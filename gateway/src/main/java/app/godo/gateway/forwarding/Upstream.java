package app.godo.gateway.forwarding;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import java.net.URI;

/**
 * One service as the gateway reaches it.
 *
 * @param base {@code http://host:port}
 * @param requests the bounded pool that its requests go through
 * @param sockets another, for its WebSockets: each keeps a connection
 * @param breaker whether it answers
 * @param retries how many second tries it is worth
 */
record Upstream(URI base, HttpClient requests, HttpClient sockets, Breaker breaker, RetryBudget retries) {

    Upstream {
        if (base.getHost() == null) {
            throw new IllegalArgumentException("a service is at http://host:port, not at " + base);
        }
    }

    /** A connection for a request. */
    Future<HttpClientRequest> request(HttpMethod method) {
        return requests.request(options(method));
    }

    /** A connection that is to become a WebSocket. */
    Future<HttpClientRequest> socket() {
        return sockets.request(options(HttpMethod.GET));
    }

    private RequestOptions options(HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(base.getHost())
                .setPort(port())
                .setSsl(isSecure());
    }

    private boolean isSecure() {
        return "https".equals(base.getScheme());
    }

    private int port() {
        return base.getPort() > 0 ? base.getPort() : isSecure() ? 443 : 80;
    }
}
