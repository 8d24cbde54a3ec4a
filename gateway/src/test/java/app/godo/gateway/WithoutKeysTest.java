package app.godo.gateway;

import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.Vertx;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import jakarta.inject.Inject;

/** A gateway that has started before user-service. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
@WithTestResource(WithoutKeysTest.NobodyPublishes.class)
class WithoutKeysTest {

    public static class NobodyPublishes implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of("godo.auth.jwks-url", "http://127.0.0.1:%d/keys".formatted(FreePort.any()));
        }

        @Override
        public void stop() {}

        @Override
        public int order() {
            return Integer.MAX_VALUE; // the last word on where keys are
        }
    }

    @Inject
    SmallRyeHealthReporter health;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "godo.auth.jwks-url")
    URI keys;

    @Test
    void who_could_let_nobody_in_is_not_ready_until_there_are_keys() {
        assertTrue(health.getReadiness().isDown());
        someone().get("/api/v1/users/profile").then().statusCode(503).body("code", is("keys-unavailable"));

        var published = Path.of("target", "test-keys", "jwks.json").toString();
        var users = vertx.createHttpServer()
                .requestHandler(request -> request.response().sendFile(published))
                .listen(keys.getPort(), "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        Awaitility.await().until(() -> !health.getReadiness().isDown());
        someone().get("/api/v1/users/profile").then().statusCode(200);
        users.close().toCompletionStage().toCompletableFuture().join();
    }
}
