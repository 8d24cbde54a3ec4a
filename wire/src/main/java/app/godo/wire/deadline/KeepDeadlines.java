package app.godo.wire.deadline;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Traces;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Nothing is begun for whom nobody waits any longer, and what is not answered in time is stopped: the answer is a 504, and the
 * connection is cut, which the framework takes as word that the client has gone. It then cancels the work; a transaction that has begun comes to its end.
 */
@ApplicationScoped
class KeepDeadlines {

    private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE;

    private final ObjectMapper mapper;
    private final Vertx vertx;

    KeepDeadlines(ObjectMapper mapper, Vertx vertx) {
        this.mapper = mapper;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this::keep);
    }

    private void keep(RoutingContext request) {
        var left = Deadline.of(request.request());
        // a socket is not an answer that comes to an end
        if (left.isEmpty() || request.request().headers().contains(HttpHeaders.UPGRADE)) {
            request.next();
        } else if (left.getAsLong() <= 0) {
            giveUp(request);
        } else {
            var timer = vertx.setTimer(left.getAsLong(), late -> giveUp(request));
            request.addEndHandler(over -> vertx.cancelTimer(timer));
            request.next();
        }
    }

    /**
     * The answer has its length and is written, but not ended: only what has not ended yet is cancelled when its connection goes.
     * One whose head has gone out is in time.
     */
    private void giveUp(RoutingContext request) {
        var response = request.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        var body = problem(request);
        response.headers().clear();
        response.setStatusCode(504)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        response.write(body)
                .onComplete(written -> request.request().connection().close());
    }

    private Buffer problem(RoutingContext request) {
        var problem = Problem.of(
                504,
                "deadline-exceeded",
                "This took too long; it is not known whether it was done.",
                Traces.urnOf(request.request()));
        try {
            return Buffer.buffer(mapper.writeValueAsBytes(problem));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
