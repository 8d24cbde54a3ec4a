package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Opens WebSockets through to a service; a {@link Tunnel} then passes their bytes. The proxy library's own tunnel has no brake for
 * who reads slowly, and leaves out its interceptors.
 */
@ApplicationScoped
class SocketTunnel {

    private static final String WEBSOCKET = "websocket";

    /** More than any problem is long. */
    private static final int LARGEST_REFUSAL = 64 * 1024;

    private static final List<String> NOT_PASSED_ON =
            List.of("host", "connection", "content-length", "transfer-encoding", "expect");

    private final Upstreams upstreams;
    private final Answers answers;
    private final Vertx vertx;
    private final Map<Tunnel, Context> open = new ConcurrentHashMap<>();
    private volatile boolean closing;

    SocketTunnel(Upstreams upstreams, Answers answers, Vertx vertx) {
        this.upstreams = upstreams;
        this.answers = answers;
        this.vertx = vertx;
    }

    void open(Exchange exchange) {
        var incoming = exchange.request();
        if (!WEBSOCKET.equalsIgnoreCase(incoming.getHeader(HttpHeaders.UPGRADE))) {
            answers.refuse(exchange, Refused.upgradeRequired());
            return;
        }
        if (!incoming.method().equals(HttpMethod.GET) || exchange.hasBody()) {
            answers.refuse(exchange, Refused.malformed("A socket is opened with GET and without a body."));
            return;
        }
        var service = upstreams.of(exchange.route());
        var admitted = service.breaker().admit(true);
        if (admitted.isEmpty()) {
            answers.refuse(exchange, Refused.serviceUnavailable());
            return;
        }
        var ticket = admitted.get();
        var opening = new Opening(exchange, ticket);
        var timer = vertx.setTimer(exchange.millisLeft(), opening::giveUp);
        incoming.response().exceptionHandler(gone -> opening.abandon());
        service.socket()
                .compose(opening::ask)
                .onSuccess(head -> ticket.succeeded())
                .onFailure(broken -> Failures.tell(ticket, broken))
                .compose(opening::answered)
                .onComplete(done -> vertx.cancelTimer(timer))
                .onFailure(opening::refuse);
    }

    /**
     * Tells everybody who has a socket open to come again to another replica, and from now on everybody who opens one; returns
     * whether all have gone in time.
     */
    boolean closeAll(Duration patience) throws InterruptedException {
        closing = true;
        open.forEach((tunnel, context) -> context.runOnContext(now -> tunnel.restart()));
        var deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        return open.isEmpty();
    }

    private final class Opening {

        private final Exchange exchange;
        private final Breaker.Ticket ticket;
        private HttpClientRequest request;
        private boolean abandoned;

        Opening(Exchange exchange, Breaker.Ticket ticket) {
            this.exchange = exchange;
            this.ticket = ticket;
        }

        Future<HttpClientResponse> ask(HttpClientRequest upstream) {
            request = upstream;
            upstream.exceptionHandler(broken -> {}); // the answer's future fails of the same
            if (abandoned) {
                upstream.reset();
                return Future.failedFuture(Refused.deadlineExceeded());
            }
            var incoming = exchange.request();
            upstream.setURI(exchange.route().targetOf(incoming.path(), incoming.query()));
            incoming.headers().forEach((name, value) -> {
                if (NOT_PASSED_ON.stream().noneMatch(name::equalsIgnoreCase)) {
                    upstream.headers().add(name, value);
                }
            });
            if (incoming.authority() != null) {
                upstream.authority(incoming.authority());
            }
            if (exchange.client() != null) {
                upstream.putHeader(Passage.FORWARDED_FOR, exchange.client());
            }
            upstream.putHeader(Passage.DEADLINE, Long.toString(exchange.millisLeft()));
            upstream.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            return upstream.connect();
        }

        Future<Void> answered(HttpClientResponse answer) {
            return answer.statusCode() == 101 ? passThrough(answer) : passRefusal(answer);
        }

        private Future<Void> passThrough(HttpClientResponse answer) {
            var service = answer.netSocket();
            service.pause();
            var gone = new AtomicBoolean();
            service.closeHandler(closed -> gone.set(true));
            var response = exchange.request().response();
            AnswerHeaders.clean(answer.headers());
            answer.headers().forEach((name, value) -> response.headers().add(name, value));
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            response.putHeader(HttpHeaders.UPGRADE, WEBSOCKET);
            exchange.dress(response.headers());
            return exchange.request()
                    .toNetSocket()
                    .onSuccess(client -> {
                        exchange.over();
                        var tunnel = new Tunnel(client, service, vertx);
                        open.put(tunnel, exchange.context());
                        tunnel.join(over -> open.remove(tunnel));
                        if (gone.get()) {
                            client.close();
                        }
                        // after it is among the open ones: either this sees that they are closed, or who closes them
                        // sees it
                        if (closing) {
                            tunnel.restart();
                        }
                    })
                    .onFailure(failed -> service.close())
                    .mapEmpty();
        }

        /** The service's own problem, whole: it is small. The connection was one for a socket, and is of no more use. */
        private Future<Void> passRefusal(HttpClientResponse answer) {
            return small(answer)
                    .onComplete(read -> request.connection().close())
                    .compose(body -> {
                        var response = exchange.request().response();
                        AnswerHeaders.clean(answer.headers());
                        response.setStatusCode(answer.statusCode());
                        answer.headers()
                                .forEach((name, value) -> response.headers().add(name, value));
                        response.headers().remove(HttpHeaders.TRANSFER_ENCODING);
                        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
                        exchange.dress(response.headers());
                        exchange.request().resume();
                        return response.end(body);
                    });
        }

        private static Future<Buffer> small(HttpClientResponse answer) {
            Promise<Buffer> whole = Promise.promise();
            var body = Buffer.buffer();
            answer.exceptionHandler(whole::tryFail);
            answer.endHandler(ended -> whole.tryComplete(body));
            answer.handler(part -> {
                if (body.length() + part.length() > LARGEST_REFUSAL) {
                    whole.tryFail(Refused.badGateway());
                } else {
                    body.appendBuffer(part);
                }
            });
            return whole.future();
        }

        void giveUp(long timer) {
            ticket.failed();
            cut();
            refuse(Refused.deadlineExceeded());
        }

        /** Nobody waits for the service any longer. */
        void abandon() {
            ticket.unknown();
            cut();
        }

        private void cut() {
            abandoned = true;
            if (request != null) {
                request.connection().close();
            }
        }

        void refuse(Throwable failure) {
            answers.refuse(exchange, Failures.refusalOf(failure));
        }
    }
}
