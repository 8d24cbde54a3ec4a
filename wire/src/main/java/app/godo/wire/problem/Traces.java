package app.godo.wire.problem;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;

import java.util.regex.Pattern;

/** The trace a request belongs to, as the gateway's {@code traceparent} says (W3C Trace Context). */
public final class Traces {

    private static final Pattern PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** {@code urn:trace:<trace id>}, or null for a request that did not come through the gateway. */
    public static String urnOf(HttpServerRequest request) {
        var parent = request.getHeader("traceparent");
        return parent != null && isParent(parent) ? "urn:trace:" + parent.substring(3, 35) : null;
    }

    /** The {@code traceparent} of the request that is being answered, null off a request. */
    public static String parentOfTheRequest() {
        if (!Arc.container().requestContext().isActive()) {
            return null;
        }
        var request = Arc.container().instance(CurrentVertxRequest.class).get().getCurrent();
        var parent = request == null ? null : request.request().getHeader("traceparent");
        return parent != null && isParent(parent) ? parent : null;
    }

    private static boolean isParent(String header) {
        return PARENT.matcher(header).matches();
    }

    private Traces() {}
}
