package app.godo.wire.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What no resource and no other handler has answered gets the same 404 as everything else. */
@ApplicationScoped
class UnknownRoutes {

    private static final int AFTER_EVERYTHING = Integer.MAX_VALUE - 1;

    private final ObjectMapper mapper;

    UnknownRoutes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void register(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING).handler(this::answer);
    }

    private void answer(RoutingContext request) {
        var problem = Problem.of(404, "not-found", "There is nothing here.", Traces.urnOf(request.request()));
        try {
            request.response()
                    .setStatusCode(404)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(mapper.writeValueAsString(problem));
        } catch (JsonProcessingException bug) {
            request.fail(bug);
        }
    }
}
