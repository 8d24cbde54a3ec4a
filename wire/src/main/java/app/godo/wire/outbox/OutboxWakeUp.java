package app.godo.wire.outbox;

import app.godo.wire.rows.PostgresPool;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * LISTENs on a connection of its own, made as the pool's are, for the notice the outbox table gives after a commit. Vert.x' PgSubscriber is not used, since
 * one whose first connection failed never tries again.
 */
@ApplicationScoped
class OutboxWakeUp {

    private static final long RECONNECT_MILLIS = 500;

    private final Vertx vertx;
    private final PostgresPool pool;
    private final String listen;
    private volatile PgConnection connection;
    private volatile boolean stopping;

    OutboxWakeUp(Vertx vertx, OutboxConfig config, PostgresPool pool) {
        this.vertx = vertx;
        this.listen = "listen outbox_" + config.schema();
        this.pool = pool;
    }

    /** Calls back after every commit that leaves something to publish, and once whenever it begins to listen. */
    void listen(Runnable onNotice) {
        pool.server()
                .map(server -> PgConnection.connect(vertx, server))
                .orElseGet(() -> Future.failedFuture("there is no pool yet"))
                .onFailure(away -> listenLater(onNotice, away))
                .onSuccess(connected -> {
                    connection = connected;
                    connected.notificationHandler(notice -> onNotice.run());
                    connected.closeHandler(gone -> listenLater(onNotice, null));
                    connected
                            .query(listen)
                            .execute()
                            .onSuccess(listening -> onNotice.run())
                            .onFailure(refused -> connected.close());
                });
    }

    private void listenLater(Runnable onNotice, Throwable away) {
        if (!stopping) {
            Log.debugf("outbox: no wake-up calls for now: %s", away);
            vertx.setTimer(RECONNECT_MILLIS, again -> listen(onNotice));
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
        if (connection != null) {
            connection.close();
        }
    }
}
