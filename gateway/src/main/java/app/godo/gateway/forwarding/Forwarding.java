package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.exchange.Exchange;
import app.godo.gateway.openapi.Pages;
import io.vertx.core.Vertx;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyOptions;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends an admitted request on to its service and the service's answer back, streaming both. */
@ApplicationScoped
public class Forwarding {

    private static final ProxyOptions PLAIN = new ProxyOptions().setSupportWebSocket(false);

    private final Upstreams upstreams;
    private final Answers answers;
    private final Decks decks;
    private final SocketTunnel sockets;
    private final Pages pages;
    private final Vertx vertx;
    private final UpstreamConfig config;

    Forwarding(
            Upstreams upstreams,
            Answers answers,
            Decks decks,
            SocketTunnel sockets,
            Pages pages,
            Vertx vertx,
            UpstreamConfig config) {
        this.upstreams = upstreams;
        this.answers = answers;
        this.decks = decks;
        this.sockets = sockets;
        this.pages = pages;
        this.vertx = vertx;
        this.config = config;
    }

    /** Ends the open sockets, with a word to come again; returns whether all have gone in time. */
    public boolean closeSockets(Duration patience) throws InterruptedException {
        return sockets.closeAll(patience);
    }

    /** Takes over the exchange: from here on it is answered, by the service or with a refusal. */
    public void send(Exchange exchange) {
        if (pages.are(exchange.route())) {
            pages.answer(exchange);
            return;
        }
        if (exchange.route().socket()) {
            sockets.open(exchange);
            return;
        }
        var service = upstreams.of(exchange.route());
        var passage = new Passage(exchange, service, answers, decks, vertx, config.answerIdle());
        HttpProxy.reverseProxy(PLAIN, service.requests())
                .origin(context -> passage.reach())
                .addInterceptor(passage)
                .handle(exchange.request());
    }
}
