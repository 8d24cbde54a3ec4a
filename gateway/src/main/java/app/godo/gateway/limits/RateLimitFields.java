package app.godo.gateway.limits;

import io.vertx.core.MultiMap;

/** How a quota is told to clients: the IETF draft "RateLimit header fields for HTTP", revision 10. It is a draft: only this class knows it. */
public final class RateLimitFields {

    /** Writes policy and quota, and when to come back to whom was refused. */
    public static void write(Verdict verdict, MultiMap headers) {
        var rate = verdict.rate();
        headers.set(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(rate.name(), rate.requests(), rate.window().toSeconds()));
        headers.set(
                "RateLimit", "\"%s\";r=%d;t=%d".formatted(rate.name(), verdict.remaining(), verdict.resetSeconds()));
        if (!verdict.allowed()) {
            headers.set("Retry-After", Long.toString(verdict.resetSeconds()));
        }
    }

    private RateLimitFields() {}
}
