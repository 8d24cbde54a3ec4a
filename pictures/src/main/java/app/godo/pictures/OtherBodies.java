package app.godo.pictures;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Traces;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The server lets bodies in that are as large as a picture; every other one stays as small as everywhere in the fleet. */
@Singleton
class OtherBodies {

    /** What the path of a picture ends with. */
    private static final String PICTURES = "/image";

    private static final long MOST = 1 << 20;

    /** After the server's own limit, before everything else. */
    private static final int AFTER_THE_LIMIT = -1;

    void register(@Observes Router router) {
        router.route().order(AFTER_THE_LIMIT).handler(OtherBodies::limit);
    }

    private static void limit(RoutingContext request) {
        if (request.normalizedPath().endsWith(PICTURES)) {
            request.next();
            return;
        }
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, MOST);
            request.next();
        } else if (Long.parseLong(length) <= MOST) {
            request.next();
        } else {
            refuse(request);
        }
    }

    private static void refuse(RoutingContext request) {
        request.request().resume();
        request.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Json.encode(
                        Problem.of(413, "body-too-large", "The body is too large.", Traces.urnOf(request.request()))));
    }
}
