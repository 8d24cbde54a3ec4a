package app.godo.gateway.routing;

import io.vertx.core.http.HttpMethod;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One row of the table; {@link RoutesConfig.RouteConfig} says what each part means.
 *
 * @param methods empty for every method
 * @param rewrite null to leave the path as it is
 * @param largestBody in bytes
 * @param fallback null where nothing takes its place
 * @param deprecatedSince null for a route that is not
 */
public record Route(
        String name,
        String prefix,
        Set<HttpMethod> methods,
        String service,
        Reach reach,
        Identity identity,
        Duration timeout,
        String rate,
        String rewrite,
        boolean socket,
        boolean priority,
        boolean smallBody,
        long largestBody,
        Route fallback,
        Instant deprecatedSince) {

    public Route {
        if (!SafePath.isSafe(prefix.replaceAll("/\\*(?=/|$)", "/any")) || prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "route %s: the prefix %s must be a plain path without a slash at its end".formatted(name, prefix));
        }
        if (rewrite != null && (!SafePath.isSafe(rewrite) || rewrite.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "route %s: the rewrite %s must be a plain path without a slash at its end"
                            .formatted(name, rewrite));
        }
        if (rewrite != null && prefix.contains("*")) {
            throw new IllegalArgumentException("route %s: nobody knows what the rewrite replaces".formatted(name));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("route %s: the timeout must be longer than nothing".formatted(name));
        }
        methods = Set.copyOf(methods);
    }

    boolean takes(HttpMethod method) {
        return methods.isEmpty() || methods.contains(method);
    }

    /** The request target at the service, for a path that this route matched. */
    public String targetOf(String path, String query) {
        var target = rewrite == null ? path : rewrite + path.substring(prefix.length());
        return query == null ? target : target + "?" + query;
    }
}
