package app.godo.wire.outbox;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class WakingUpLateTest {

    @Inject
    Vertx vertx;

    @Inject
    OutboxConfig config;

    @ConfigProperty(name = "quarkus.datasource.reactive.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    @DisplayName("D-14: a service that starts before Postgres is woken all the same once that is there")
    void a_relay_that_was_there_first_is_woken() throws Exception {
        var postgres = PgConnectOptions.fromUri(url);
        int port = FreePort.any();
        var calls = new AtomicInteger();
        var wakeUp = new OutboxWakeUp(vertx, config, url.replace(":" + postgres.getPort(), ":" + port), user, password);

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

    private static void join(NetSocket client, NetSocket server) {
        client.pipeTo(server);
        server.pipeTo(client);
    }
}
