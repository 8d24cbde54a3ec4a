package app.godo.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** What a web page of another origin is told (the Fetch standard's CORS protocol). Credentials are never among it: tokens are no cookies. */
final class CrossOrigin {

    private static final String READABLE =
            "Deprecation, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id";

    /** @param origin null for one that may not read the answer */
    static void write(String origin, MultiMap headers) {
        headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
        }
    }

    private CrossOrigin() {}
}
