package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.gateway.Device;
import app.godo.gateway.EchoServices;
import app.godo.gateway.TheGateway;
import app.godo.gateway.entrance.AnotherGateway;
import app.godo.gateway.limits.RateLimiter;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import jakarta.inject.Inject;

/** What a gateway that is told to stop does before it does. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class ComingAgainTest {

    private static final String PATH = "/api/v1/realtime";

    @Inject
    SmallRyeHealthReporter health;

    @Inject
    RateLimiter limiter;

    @Inject
    AnotherGateway gateway;

    private final Device device = new Device();

    @BeforeEach
    void listen() {
        gateway.start(limiter, Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    @DisplayName("D-10: who has a socket open is told to come again (1012), after all that was said before")
    void sockets_are_told_to_come_again() throws Exception {
        var socket = open();
        socket.sendText("hello", true).join();
        assertEquals("godo.v1 hello", device.hears());
        var large = "x".repeat(60_000);
        socket.sendText(large, true).join();
        assertEquals("godo.v1 " + large, device.hears());

        var allGone = gateway.closeSockets();

        assertTrue(allGone);
        assertEquals("closed 1012", device.hears());
    }

    @Test
    @DisplayName("D-10: who opens a socket meanwhile is told so, too")
    void a_socket_that_opens_late_is_told_to_come_again() throws Exception {
        assertTrue(gateway.closeSockets());

        open();

        assertEquals("closed 1012", device.hears());
    }

    @Test
    @DisplayName("D-10: a client that does not answer is not waited for")
    void a_silent_client_is_cut_off() throws Exception {
        try (var silent = new Socket("127.0.0.1", gateway.uri(PATH).getPort())) {
            silent.getOutputStream().write(Device.opening(PATH, "X: y").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> silent.getInputStream().available() > 0);

            assertTrue(gateway.closeSockets());

            assertTrue(TheGateway.heard(silent).closed());
        }
    }

    @Test
    @DisplayName("D-10: the framework says that nothing more should come, for as long as the balancer needs to hear it")
    void readiness_can_be_withdrawn_before_the_port_closes() {
        var ready = health.getReadiness().getPayload().toString();

        assertTrue(ready.contains("Graceful Shutdown") && ready.contains("public listener"), ready);
    }

    private WebSocket open() throws Exception {
        return device.open(gateway.uri(PATH), "bearer." + Tokens.of(Ids.next()));
    }
}
