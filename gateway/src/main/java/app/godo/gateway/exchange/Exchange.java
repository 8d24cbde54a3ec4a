package app.godo.gateway.exchange;

import app.godo.gateway.limits.NetworkAddress;
import app.godo.gateway.limits.RateLimitFields;
import app.godo.gateway.limits.Verdict;
import app.godo.gateway.routing.Route;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.time.Ids;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** One request on its way through: what is known of it, and what every answer to it says. Lives on the request's event loop. */
public final class Exchange {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

    private final HttpServerRequest request;
    private final Context context;
    private final String id = Ids.next().toString();
    private final long startNanos = System.nanoTime();
    private Route route;
    private AccessToken caller;
    private Verdict verdict;
    private String refusal;
    private boolean originsMatter;
    private String readableBy;
    private final String client;
    private final NetworkAddress network;
    private Buffer body;
    private Runnable departure;

    /**
     * Cleans the request's headers of what only the gateway may say; from here on the client's word for it is gone.
     *
     * @param client the address it comes from, null when there is none
     */
    public Exchange(HttpServerRequest request, Context context, String client) {
        this.request = request;
        this.context = context;
        this.client = client;
        this.network = NetworkAddress.of(client);
        TraceParent.ensure(request.headers());
        ClientHeaders.clean(request.headers());
        request.headers().set(REQUEST_ID, id);
    }

    public HttpServerRequest request() {
        return request;
    }

    public Context context() {
        return context;
    }

    /** The address of who asks: that of the connection, or what a proxy of ours says of it. */
    public String client() {
        return client;
    }

    /** Whom limits by address count. */
    public NetworkAddress network() {
        return network;
    }

    /** Null until it is known, and for ever where there is none. */
    public Route route() {
        return route;
    }

    public void goesTo(Route found) {
        this.route = found;
    }

    /** Who asks; null where it is not known. */
    public AccessToken caller() {
        return caller;
    }

    public void comesFrom(AccessToken token) {
        this.caller = token;
    }

    /** The code of the gateway's own no, null where there was none. */
    public String refusal() {
        return refusal;
    }

    void refused(String code) {
        this.refusal = code;
    }

    /**
     * Some web pages may read answers.
     *
     * @param origin the one that may read this one, null for none
     */
    public void readableBy(String origin) {
        this.originsMatter = true;
        this.readableBy = origin;
    }

    /** As the client is told it, too. */
    public String id() {
        return id;
    }

    /** The trace it belongs to. */
    public String trace() {
        return TraceParent.traceOf(request.headers());
    }

    /** Whether anything follows the head of the request. */
    public boolean hasBody() {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }

    /** The whole body, where it was waited for; null where it is streamed. */
    public Buffer body() {
        return body;
    }

    public void brings(Buffer whole) {
        this.body = whole;
    }

    /** How long the client will still be waited for, never nothing. */
    public long millisLeft() {
        return Math.max(1, route.timeout().toMillis() - nanos() / 1_000_000);
    }

    public void judged(Verdict found) {
        this.verdict = found;
    }

    /** What is to be done once, when the exchange is over; one part of the gateway may wish for something. */
    public void whenOver(Runnable once) {
        if (departure != null) {
            throw new IllegalStateException("something else is to be done already");
        }
        departure = once;
    }

    /** It is over: answered, cut off, or become a socket. Being told twice is being told once. */
    public void over() {
        var once = departure;
        departure = () -> {};
        if (once != null) {
            once.run();
        }
    }

    public long nanos() {
        return System.nanoTime() - startNanos;
    }

    /** Puts on an answer what all answers say. */
    public void dress(MultiMap headers) {
        headers.set(REQUEST_ID, id);
        SecurityHeaders.write(headers);
        if (originsMatter) {
            CrossOrigin.write(readableBy, headers);
        }
        if (verdict != null) {
            RateLimitFields.write(verdict, headers);
        }
        if (route != null && route.deprecatedSince() != null) {
            headers.set("Deprecation", "@" + route.deprecatedSince().getEpochSecond());
            if (route.rewrite() != null) {
                headers.add("Link", "<%s>; rel=\"successor-version\"".formatted(route.rewrite()));
            }
        }
    }
}
