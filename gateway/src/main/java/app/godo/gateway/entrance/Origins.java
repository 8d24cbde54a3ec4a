package app.godo.gateway.entrance;

import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;

/** Which origins' web pages may call: those that the configuration names, so none unless somebody wants one. */
@ApplicationScoped
class Origins {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
                    + "Last-Event-ID, X-Client-Version, traceparent";
    private static final String TWO_HOURS = "7200";

    private final Set<String> allowed;

    Origins(EntranceConfig config) {
        this.allowed = config.origins().orElse(Set.of());
    }

    /** Whether a web page asks that may not. */
    boolean isForeign(HttpServerRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !allowed.contains(origin);
    }

    /** Says who may read what will be answered, where anybody may. */
    void introduce(Exchange exchange) {
        if (!allowed.isEmpty()) {
            var origin = exchange.request().getHeader(HttpHeaders.ORIGIN);
            exchange.readableBy(origin != null && allowed.contains(origin) ? origin : null);
        }
    }

    /** Whether a browser asks beforehand if a page may ask; one that may not is no different from anybody. */
    boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
                && request.headers().contains(HttpHeaders.ORIGIN)
                && !isForeign(request);
    }

    /** @throws Refused when a preflight brings what none has */
    void answer(Exchange exchange) {
        var request = exchange.request();
        if (exchange.hasBody()) {
            throw Refused.malformed("To ask beforehand takes no body.");
        }
        var response = request.response();
        exchange.dress(response.headers());
        request.resume();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TWO_HOURS)
                .setStatusCode(204)
                .end();
    }
}
