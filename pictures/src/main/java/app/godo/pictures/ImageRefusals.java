package app.godo.pictures;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Traces;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Says why a picture was not taken. */
@Singleton
public class ImageRefusals {

    @ServerExceptionMapper
    public Response refused(ImageRefused no, RoutingContext request) {
        var reason = no.reason();
        var answer = Response.status(reason.status)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Problem.of(reason.status, reason.code, reason.detail, Traces.urnOf(request.request())));
        return (reason.passes() ? answer.header(HttpHeaders.RETRY_AFTER, 1) : answer).build();
    }
}
