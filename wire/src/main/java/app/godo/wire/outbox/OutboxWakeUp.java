package app.godo.wire.outbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** LISTENs on a connection of its own for the notice the outbox table gives after a commit. */
@ApplicationScoped
class OutboxWakeUp {

    private static final long RECONNECT_MILLIS = 500;

    private final PgSubscriber subscriber;
    private final String channel;
    private final Vertx vertx;
    private volatile boolean stopping;

    OutboxWakeUp(
            Vertx vertx,
            OutboxConfig config,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.vertx = vertx;
        this.channel = "outbox_" + config.schema();
        this.subscriber = PgSubscriber.subscriber(
                vertx, PgConnectOptions.fromUri(url).setUser(user).setPassword(password));
        subscriber.reconnectPolicy(attempts -> RECONNECT_MILLIS);
    }

    void listen(Runnable onNotice) {
        subscriber.channel(channel).handler(notice -> onNotice.run());
        connect();
    }

    /** The policy for reconnecting holds from the first connection on; until there is one, this tries. */
    private void connect() {
        subscriber.connect().onFailure(away -> {
            Log.debugf("outbox: no wake-up calls yet: %s", away.getMessage());
            if (!stopping) {
                vertx.setTimer(RECONNECT_MILLIS, again -> connect());
            }
        });
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        subscriber.close();
    }
}
