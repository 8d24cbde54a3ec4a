package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Answers;
import app.godo.gateway.openapi.Pages;
import io.vertx.core.Vertx;

import jakarta.enterprise.context.Dependent;

/** To the same services, with sockets of its own: a test may close them for good. */
@Dependent
public class AnotherForwarding {

    private final Forwarding forwarding;

    AnotherForwarding(
            Upstreams upstreams, Answers answers, Decks decks, Pages pages, Vertx vertx, UpstreamConfig config) {
        var sockets = new SocketTunnel(upstreams, answers, vertx);
        forwarding = new Forwarding(upstreams, answers, decks, sockets, pages, vertx, config);
    }

    public Forwarding forwarding() {
        return forwarding;
    }
}
