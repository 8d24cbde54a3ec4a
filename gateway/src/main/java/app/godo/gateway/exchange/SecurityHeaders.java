package app.godo.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * What every answer says to browsers, though the app is none: only over TLS (which ends before the gateway; heard in plain it means
 * nothing, RFC 6797, 8.1), nothing here is a page, and nobody keeps what is somebody's own.
 */
final class SecurityHeaders {

    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");
    private static final CharSequence A_YEAR = HttpHeaders.createOptimized("max-age=31536000; includeSubDomains");
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence CONTENT_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_PAGE =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence NOBODY_KEEPS_IT = HttpHeaders.createOptimized("private, no-store");

    static void write(MultiMap headers) {
        headers.set(TRANSPORT, A_YEAR);
        headers.set(TYPE_OPTIONS, NO_SNIFF);
        headers.set(CONTENT_POLICY, NO_PAGE);
        headers.set(REFERRER_POLICY, NO_REFERRER);
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, NOBODY_KEEPS_IT);
        }
    }

    private SecurityHeaders() {}
}
