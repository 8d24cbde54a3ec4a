package app.godo.gateway.exchange;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            List.of("x-forwarded-", "x-user-", "x-original-", "x-rewrite-", "x-godo-");

    private static final String INITIALS = initials();

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
        var forbidden = new ArrayList<String>();
        for (var field : headers) {
            if (isForbidden(field.getKey())) {
                forbidden.add(field.getKey());
            }
        }
        forbidden.forEach(headers::remove);
    }

    private static boolean isForbidden(String name) {
        // most headers are none of them by their first letter
        if (name.isEmpty() || INITIALS.indexOf(name.charAt(0)) < 0) {
            return false;
        }
        // a server that reads _ as - must not be told through the back door
        var dashed = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return FORBIDDEN.contains(dashed) || FORBIDDEN_BEGINNINGS.stream().anyMatch(dashed::startsWith);
    }

    private static String initials() {
        return Stream.concat(FORBIDDEN.stream(), FORBIDDEN_BEGINNINGS.stream())
                .map(name -> name.substring(0, 1))
                .distinct()
                .map(initial -> initial + initial.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private ClientHeaders() {}
}
