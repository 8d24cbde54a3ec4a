package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.exchange.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.NetSocket;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Opens WebSockets through to a service and then passes bytes. Whoever reads slowly slows the other side down, so that the
 * service notices a slow client and not the gateway's memory; the proxy library's own tunnel has no such brake, and leaves out
 * its interceptors.
 */
@ApplicationScoped
class SocketTunnel {

    private final Upstreams upstreams;
    private final Answers answers;
    private final Vertx vertx;

    SocketTunnel(Upstreams upstreams, Answers answers, Vertx vertx) {
        this.upstreams = upstreams;
        this.answers = answers;
        this.vertx = vertx;
    }

    void open(Exchange exchange) {
        var incoming = exchange.request();
        if (!"websocket".equalsIgnoreCase(incoming.getHeader(HttpHeaders.UPGRADE))) {
            answers.refuse(exchange, Refused.upgradeRequired());
            return;
        }
        var opening = new Opening(exchange);
        var timer = vertx.setTimer(exchange.route().timeout().toMillis(), opening::giveUp);
        upstreams
                .socket(exchange.route())
                .compose(opening::ask)
                .onComplete(answer -> vertx.cancelTimer(timer))
                .compose(opening::answered)
                .onFailure(opening::refuse);
    }

    private final class Opening {

        private final Exchange exchange;
        private HttpClientRequest request;
        private boolean late;

        Opening(Exchange exchange) {
            this.exchange = exchange;
        }

        Future<HttpClientResponse> ask(HttpClientRequest upstream) {
            request = upstream;
            upstream.exceptionHandler(broken -> {}); // the answer's future fails of the same
            if (late) {
                upstream.reset();
            }
            var incoming = exchange.request();
            upstream.setURI(exchange.route().targetOf(incoming.path(), incoming.query()));
            incoming.headers().forEach((name, value) -> {
                if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Connection")) {
                    upstream.headers().add(name, value);
                }
            });
            upstream.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
            return upstream.connect();
        }

        Future<Void> answered(HttpClientResponse answer) {
            return answer.statusCode() == 101 ? passThrough(answer) : passRefusal(answer);
        }

        private Future<Void> passThrough(HttpClientResponse answer) {
            var service = answer.netSocket();
            service.pause();
            var response = exchange.request().response();
            answer.headers().forEach((name, value) -> response.headers().add(name, value));
            exchange.dress(response.headers());
            return exchange.request()
                    .toNetSocket()
                    .onSuccess(client -> {
                        exchange.over();
                        join(client, service);
                    })
                    .onFailure(gone -> service.close())
                    .mapEmpty();
        }

        /** The service's own problem, whole: it is small. */
        private Future<Void> passRefusal(HttpClientResponse answer) {
            return answer.body().compose(body -> {
                var response = exchange.request().response();
                AnswerHeaders.clean(answer.headers());
                response.setStatusCode(answer.statusCode());
                answer.headers().forEach((name, value) -> response.headers().add(name, value));
                response.headers().remove(HttpHeaders.TRANSFER_ENCODING);
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
                exchange.dress(response.headers());
                exchange.request().resume();
                return response.end(Buffer.buffer(body.getBytes()));
            });
        }

        void giveUp(long timer) {
            late = true;
            if (request != null) {
                request.reset();
            }
            refuse(Refused.deadlineExceeded());
        }

        void refuse(Throwable failure) {
            answers.refuse(exchange, Failures.refusalOf(failure));
        }
    }

    private static void join(NetSocket client, NetSocket service) {
        client.closeHandler(closed -> service.close());
        service.closeHandler(closed -> client.close());
        client.pipe().endOnComplete(false).to(service);
        service.pipe().endOnComplete(false).to(client);
    }
}
