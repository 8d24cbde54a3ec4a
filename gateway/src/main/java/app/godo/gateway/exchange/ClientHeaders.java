package app.godo.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a client may not say: who it is by another word than its token, where it comes from, how it should be routed. */
final class ClientHeaders {

    private static final Set<String> FORBIDDEN = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "x-roles",
            "x-role",
            "x-http-method",
            "x-http-method-override",
            "x-method-override",
            "x-request-id",
            "proxy",
            "proxy-authorization",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "http2-settings");

    private static final List<String> FORBIDDEN_BEGINNINGS =
            List.of("x-forwarded-", "x-user-", "x-original-", "x-rewrite-");

    /** What a {@code Connection} header must not make us drop. */
    private static final Set<String> NOT_OF_A_CONNECTION = Set.of(
            "authorization", "host", "content-length", "content-type", "transfer-encoding", "traceparent", "upgrade");

    static void clean(MultiMap headers) {
        for (var options : headers.getAll(HttpHeaders.CONNECTION)) {
            for (var option : options.split(",")) {
                var name = option.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !NOT_OF_A_CONNECTION.contains(name)) {
                    headers.remove(name);
                }
            }
        }
        for (var name : List.copyOf(headers.names())) {
            if (isForbidden(name.toLowerCase(Locale.ROOT))) {
                headers.remove(name);
            }
        }
    }

    private static boolean isForbidden(String name) {
        // a server that reads _ as - must not be told through the back door
        var dashed = name.replace('_', '-');
        return FORBIDDEN.contains(dashed) || FORBIDDEN_BEGINNINGS.stream().anyMatch(dashed::startsWith);
    }

    private ClientHeaders() {}
}
