package app.godo.gateway.limits;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** How a quota is told to clients: the IETF draft "RateLimit header fields for HTTP", revision 10. It is a draft: only this class knows it. */
public final class RateLimitFields {

    private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
    private static final CharSequence QUOTA = HttpHeaders.createOptimized("RateLimit");

    /** Writes policy and quota, and when to come back to whom was refused. */
    public static void write(Verdict verdict, MultiMap headers) {
        headers.set(POLICY, verdict.rate().policy());
        headers.set(
                QUOTA, "\"" + verdict.rate().name() + "\";r=" + verdict.remaining() + ";t=" + verdict.resetSeconds());
        if (!verdict.allowed()) {
            headers.set("Retry-After", Long.toString(verdict.resetSeconds()));
        }
    }

    private RateLimitFields() {}
}
