package app.godo.wire.caller;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Where a request comes from.
 *
 * @param address as the gateway says, which nobody else can reach us past; null when nobody knows
 * @param agent what the program calls itself: any text at all
 */
public record Client(String address, String agent) {

    private static final Client NOBODY = new Client(null, null);

    /** Of the request that is being answered; nobody off a request. */
    public static Client ofTheRequest() {
        if (!Arc.container().requestContext().isActive()) {
            return NOBODY;
        }
        var current = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        return current == null ? NOBODY : of(current.request());
    }

    static Client of(HttpServerRequest request) {
        return new Client(addressOf(request), request.getHeader(HttpHeaders.USER_AGENT));
    }

    /** The gateway writes one address; were there more, the last is whom the nearest of ours heard. */
    private static String addressOf(HttpServerRequest request) {
        var heard = request.getHeader("X-Forwarded-For");
        if (heard != null) {
            return heard.substring(heard.lastIndexOf(',') + 1).strip();
        }
        return request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    }
}
