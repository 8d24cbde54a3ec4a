package app.godo.gateway.exchange;

import app.godo.wire.problem.Problem;
import app.godo.wire.problem.Traces;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

/** The one place where the gateway answers by itself: always problem+json. */
@ApplicationScoped
public class Answers {

    /** A body that nobody reads is let go by up to this much, so that the connection can be used again. */
    private static final long SMALL_BODY = 64 * 1024;

    /** How long a client may go on sending after it was refused, before the connection is cut. */
    private static final long LINGER_MILLIS = 1_000;

    private final ObjectMapper json;
    private final Vertx vertx;
    private final Set<HttpConnection> closing = ConcurrentHashMap.newKeySet();

    Answers(ObjectMapper json, Vertx vertx) {
        this.json = json;
        this.vertx = vertx;
    }

    /** Whether nothing that still comes on this connection may be believed to be a request. */
    public boolean isClosing(HttpConnection connection) {
        return closing.contains(connection);
    }

    /** Says no, unless an answer has begun: then only cutting the connection can tell that it is not whole. */
    public void refuse(Exchange exchange, Throwable failure) {
        var request = exchange.request();
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            request.connection().close();
            return;
        }
        var tokenShown = request.headers().contains(HttpHeaders.AUTHORIZATION);
        var refused = Refused.of(failure, tokenShown);
        exchange.refused(refused.code());
        exchange.dress(response.headers());
        refused.headers().forEach((name, value) -> response.putHeader(name, value));
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var closes = refused.closes() || !letsGoOfBody(request);
        if (closes) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        response.setStatusCode(refused.status());
        var sent = response.end(body(refused, request));
        if (closes) {
            var connection = request.connection();
            closing.add(connection);
            connection.closeHandler(closed -> closing.remove(connection));
            sent.onComplete(done -> closeAfter(request, connection));
        }
    }

    /** What the gateway has made itself, as JSON. */
    public Future<Void> give(Exchange exchange, Buffer json) {
        var response = exchange.request().response();
        exchange.dress(response.headers());
        return response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(json);
    }

    private Buffer body(Refused refused, HttpServerRequest request) {
        var problem = Problem.of(refused.status(), refused.code(), refused.getMessage(), Traces.urnOf(request));
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean letsGoOfBody(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return false;
        }
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > SMALL_BODY) {
            return false;
        }
        request.resume();
        return true;
    }

    /** Cutting in the middle of a body would reset the connection, and the client might never read the answer. */
    private void closeAfter(HttpServerRequest request, HttpConnection connection) {
        if (request.isEnded() || request.decoderResult().isFailure()) {
            connection.close();
            return;
        }
        vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        request.endHandler(ended -> connection.close());
        request.resume();
    }
}
