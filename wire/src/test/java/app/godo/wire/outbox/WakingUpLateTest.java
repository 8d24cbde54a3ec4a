package app.godo.wire.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.rows.PostgresPool;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class WakingUpLateTest {

    /** PostgreSQL, 55.2.11: the first that a client says that wants TLS. */
    private static final int SSL_REQUEST = 80_877_103;

    @Inject
    Vertx vertx;

    @Inject
    OutboxConfig config;

    @Inject
    PostgresPool pool;

    @Test
    @DisplayName("D-14: a service that starts before Postgres is woken all the same once that is there")
    void a_relay_that_was_there_first_is_woken() throws Exception {
        var postgres = pool.server().orElseThrow();
        int port = FreePort.any();
        var calls = new AtomicInteger();
        var wakeUp = new OutboxWakeUp(vertx, config, at(new PgConnectOptions(postgres).setPort(port)));

        wakeUp.listen(calls::incrementAndGet);
        Thread.sleep(1_200); // two tries find nobody
        var door = vertx.createNetServer()
                .connectHandler(client -> {
                    client.pause();
                    vertx.createNetClient()
                            .connect(postgres.getPort(), postgres.getHost())
                            .onSuccess(server -> join(client, server));
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            Database.sql("select pg_notify('outbox_swipes', '')");
            return calls.get() > 0;
        });
        wakeUp.stop(null);
        door.close();
    }

    @Test
    @DisplayName("what wakes the outbox asks for TLS where the pool does")
    void it_listens_through_tls() throws Exception {
        var asked = new CompletableFuture<Integer>();
        var door = vertx.createNetServer()
                .connectHandler(client -> client.handler(first -> asked.complete(first.getInt(Integer.BYTES))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        var wakeUp = new OutboxWakeUp(
                vertx,
                config,
                at(new PgConnectOptions(pool.server().orElseThrow())
                        .setPort(door.actualPort())
                        .setSslMode(SslMode.REQUIRE)
                        .setTrustAll(true)));

        wakeUp.listen(() -> {});

        assertEquals(SSL_REQUEST, asked.get(10, TimeUnit.SECONDS));
        wakeUp.stop(null);
        door.close();
    }

    /** As Quarkus would be told in the configuration. */
    private PostgresPool at(PgConnectOptions server) {
        var there = new PostgresPool();
        there.create(new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return new PoolOptions();
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(server);
            }
        });
        return there;
    }

    private static void join(NetSocket client, NetSocket server) {
        client.pipeTo(server);
        server.pipeTo(client);
    }
}
