package app.godo.wire.problem;

import io.vertx.core.http.HttpServerRequest;

/** The trace a request belongs to, as the gateway's {@code traceparent} says (W3C Trace Context). */
public final class Traces {

    /** {@code urn:trace:<trace id>}, or null for a request that did not come through the gateway. */
    public static String urnOf(HttpServerRequest request) {
        var parent = request.getHeader("traceparent");
        return parent != null && parent.matches("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
                ? "urn:trace:" + parent.substring(3, 35)
                : null;
    }

    private Traces() {}
}
