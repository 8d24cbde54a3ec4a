package app.godo.gateway.forwarding;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

import java.util.List;

/** What a service says to the gateway and not to the client: about this one connection, and about its make. */
final class AnswerHeaders {

    private static final List<String> NOT_FOR_CLIENTS = List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "server",
            "x-powered-by",
            // the gateway alone says who may read what
            "access-control-allow-origin",
            "access-control-allow-credentials");

    static void clean(MultiMap headers) {
        for (var options : headers.getAll(HttpHeaders.CONNECTION)) {
            for (var option : options.split(",")) {
                headers.remove(option.strip());
            }
        }
        NOT_FOR_CLIENTS.forEach(headers::remove);
    }

    private AnswerHeaders() {}
}
