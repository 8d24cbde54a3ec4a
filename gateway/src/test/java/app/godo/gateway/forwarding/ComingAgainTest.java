package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.gateway.EchoServices;
import app.godo.gateway.TheGateway;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

/** What a gateway that is told to stop does before it does. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class ComingAgainTest {

    @Inject
    Forwarding forwarding;

    @Inject
    SmallRyeHealthReporter health;

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Test
    @DisplayName("D-10: who has a socket open is told to come again (1012), after all that was said before")
    void sockets_are_told_to_come_again() throws Exception {
        var socket = open();
        socket.sendText("hello", true).join();
        assertEquals("godo.v1 hello", heard.poll(5, TimeUnit.SECONDS));
        var large = "x".repeat(60_000);
        socket.sendText(large, true).join();
        assertEquals("godo.v1 " + large, heard.poll(5, TimeUnit.SECONDS));

        var allGone = forwarding.closeSockets(Duration.ofSeconds(5));

        assertTrue(allGone);
        assertEquals("closed 1012", heard.poll(5, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("D-10: a client that does not answer is not waited for")
    void a_silent_client_is_cut_off() throws Exception {
        try (var silent = TheGateway.connect()) {
            silent.getOutputStream().write("""
                    GET /api/v1/realtime HTTP/1.1\r
                    Host: godo\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                    \r
                    """.getBytes(StandardCharsets.US_ASCII));
            while (silent.getInputStream().available() == 0) {
                Thread.sleep(10);
            }

            assertTrue(forwarding.closeSockets(Duration.ofSeconds(5)));

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
        var address = URI.create(TheGateway.uri("/api/v1/realtime").toString().replace("http:", "ws:"));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("godo.v1", "bearer." + Tokens.of(Ids.next()))
                .buildAsync(address, new Listening())
                .get(5, TimeUnit.SECONDS);
    }

    private final class Listening implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }
    }
}
