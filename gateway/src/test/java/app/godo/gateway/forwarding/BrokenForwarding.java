package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Exchange;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** A bug of ours, for a test that turns it on. */
@Alternative
@ApplicationScoped
public class BrokenForwarding extends Forwarding {

    BrokenForwarding() {
        super(null, null, null, null, null, null, null);
    }

    @Override
    public boolean closeSockets(Duration patience) {
        return true;
    }

    @Override
    public void send(Exchange exchange) {
        throw new IllegalStateException("a bug");
    }
}
