package app.godo.gateway.exchange;

import app.godo.wire.caller.AccessTokens.InvalidToken;
import app.godo.wire.problem.Refusal;
import io.quarkus.logging.Log;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** A no of the gateway itself, before, instead of or in the middle of a service's answer. */
public final class Refused extends RuntimeException {

    private static final String CLOSE = "close";

    private final int status;
    private final String code;
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    private Refused(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The request cannot be taken for what it pretends to be; what follows on the connection is not believed either. */
    public static Refused malformed(String detail) {
        return new Refused(400, "malformed-request", detail).with(HttpHeaders.CONNECTION, CLOSE);
    }

    /** HTTP/1.0 knows neither chunks nor hosts: where a message ends would be a guess. */
    public static Refused versionNotSupported() {
        return new Refused(505, "version-not-supported", "Speak HTTP/1.1.").with(HttpHeaders.CONNECTION, CLOSE);
    }

    public static Refused targetTooLong() {
        return new Refused(414, "target-too-long", "The request target is too long.")
                .with(HttpHeaders.CONNECTION, CLOSE);
    }

    public static Refused headersTooLarge() {
        return new Refused(431, "headers-too-large", "The header fields are too large.")
                .with(HttpHeaders.CONNECTION, CLOSE);
    }

    public static Refused bodyTooLarge(long most) {
        return new Refused(413, "body-too-large", "The body may have at most %d bytes.".formatted(most))
                .with(HttpHeaders.CONNECTION, CLOSE);
    }

    /** What follows on the connection may still belong to it. */
    public static Refused bodyTooSlow() {
        return new Refused(408, "body-too-slow", "The body did not come in time.").with(HttpHeaders.CONNECTION, CLOSE);
    }

    public static Refused tokenInUrl() {
        return new Refused(
                400, "token-in-url", "Access tokens never go into a URL: use Authorization or Sec-WebSocket-Protocol.");
    }

    public static Refused foreignOrigin() {
        return new Refused(403, "foreign-origin", "This origin may not open sockets here.");
    }

    public static Refused nothingHere() {
        return new Refused(404, "not-found", "There is nothing here.");
    }

    public static Refused methodNotAllowed(String allowed) {
        return new Refused(405, "method-not-allowed", "This method is not used here.").with(HttpHeaders.ALLOW, allowed);
    }

    public static Refused upgradeRequired() {
        return new Refused(426, "upgrade-required", "This address is for WebSockets.")
                .with(HttpHeaders.UPGRADE, "websocket")
                .with(HttpHeaders.CONNECTION, "Upgrade");
    }

    /** No {@code Upgrade}: it is not the protocol that is too old. */
    public static Refused clientTooOld(String oldest) {
        return new Refused(
                426, "client-too-old", "This version of the app is too old: %s is needed.".formatted(oldest));
    }

    public static Refused rateLimited() {
        return new Refused(429, "rate-limited", "Too many requests: wait as long as Retry-After says.");
    }

    public static Refused tooManyAtOnce() {
        return new Refused(429, "too-many-at-once", "Too many requests at once: wait for the answers of some.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    /** The service broke off its answer, or gave none that is HTTP. */
    public static Refused badGateway() {
        return new Refused(502, "bad-gateway", "The answer was lost on its way; it is not known what was done.");
    }

    public static Refused serviceUnavailable() {
        return new Refused(503, "service-unavailable", "This part of Godo is away; it will be back soon.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    /** There is too much to do; whoever was let in is served first. */
    public static Refused overloaded() {
        return new Refused(503, "overloaded", "There is too much to do right now: come back in a moment.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    public static Refused deadlineExceeded() {
        return new Refused(504, "deadline-exceeded", "This took too long; it is not known whether it was done.");
    }

    /** The refusal that a failure amounts to. */
    static Refused of(Throwable failure, boolean tokenShown) {
        return switch (failure) {
            case Refused already -> already;
            case InvalidToken no ->
                new Refused(401, no.code(), no.getMessage())
                        .with("WWW-Authenticate", tokenShown ? "Bearer error=\"invalid_token\"" : "Bearer");
            case Refusal no -> ofRefusal(no);
            default -> {
                Log.error("unexpected failure in the gateway", failure);
                yield new Refused(500, "internal-error", "Something went wrong on our side.");
            }
        };
    }

    private static Refused ofRefusal(Refusal no) {
        var refused = new Refused(no.kind().status, no.code(), no.getMessage());
        var wait = no.retryAfter();
        return wait == null
                ? refused
                : refused.with(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, wait.toSeconds())));
    }

    private Refused with(CharSequence name, String value) {
        headers.set(name, value);
        return this;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    MultiMap headers() {
        return headers;
    }

    boolean closes() {
        return CLOSE.equals(headers.get(HttpHeaders.CONNECTION));
    }
}
