package app.godo.gateway.entrance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.gateway.EchoServices;
import app.godo.gateway.limits.RateLimiter;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;

/** A second listener, which the test may stop. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class StoppingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    @Inject
    RateLimiter limiter;

    @Inject
    AnotherGateway gateway;

    @BeforeEach
    void listen() {
        gateway.start(limiter, PATIENCE);
    }

    @Test
    @DisplayName("D-10: what is on its way is answered, what comes meanwhile too, and then the port is closed")
    void nothing_on_its_way_is_lost() throws Exception {
        var slow = send("/api/v1/users/slow");
        Awaitility.await().until(() -> gateway.onTheirWay() == 1);

        var stopping = new Thread(gateway::stop);
        stopping.start();

        Awaitility.await().until(() -> gateway.onTheirWay() == 1 && isToldToGo());
        assertEquals("late", slow.get(5, TimeUnit.SECONDS).body());
        stopping.join(5_000);
        assertThrows(ConnectException.class, this::connect);
    }

    @Test
    @DisplayName("D-10: a client that never ends its request is not waited for longer than agreed")
    void nobody_is_waited_for_for_ever() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("POST", "/api/v1/users/length", "Content-Length: 9"));
            Awaitility.await().until(() -> gateway.onTheirWay() == 1);
            var begin = System.nanoTime();

            gateway.stop();

            assertTrue(Duration.ofNanos(System.nanoTime() - begin).compareTo(PATIENCE.plusSeconds(3)) < 0);
            assertThrows(ConnectException.class, this::connect);
        }
    }

    private Socket connect() throws Exception {
        return new Socket("127.0.0.1", gateway.uri("/").getPort());
    }

    private boolean isToldToGo() throws Exception {
        try (var socket = connect()) {
            socket.setSoTimeout(2_000);
            socket.getOutputStream().write(head("GET", "/api/v1/users/profile", "X: y"));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 200 OK", answer.readLine());
            var told = false;
            for (var line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
                told |= line.equalsIgnoreCase("connection: close");
            }
            return told;
        }
    }

    private static byte[] head(String method, String path, String header) {
        return "%s %s HTTP/1.1\r\nHost: godo\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
                .formatted(method, path, Tokens.of(Ids.next()), header)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(gateway.uri(path))
                .header("Authorization", "Bearer " + Tokens.of(Ids.next()))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }
}
