package app.godo.gateway;

import static app.godo.gateway.Device.opening;
import static app.godo.gateway.TheGateway.connect;
import static app.godo.gateway.TheGateway.raw;
import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.uri;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class OpeningSocketsTest {

    private final Device device = new Device();

    @Test
    @DisplayName("A-42: a socket opens with the token among its subprotocols and passes both ways")
    void frames_pass_both_ways() throws Exception {
        var socket = device.open(uri("/api/v1/realtime"), "bearer." + Tokens.of(Ids.next()));

        assertEquals("godo.v1", socket.getSubprotocol());
        socket.sendText("hello", true).join();
        assertEquals("godo.v1 hello", device.hears());
        var large = "x".repeat(60_000);
        socket.sendText(large, true).join();
        assertEquals("godo.v1 " + large, device.hears());
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        assertEquals("closed 1000", device.hears());
    }

    @Test
    void without_a_token_the_service_decides_by_the_first_frame() throws Exception {
        var socket = device.open(uri("/api/v1/realtime"));

        socket.sendText("first", true).join();

        assertEquals("godo.v1 first", device.hears());
        socket.abort();
    }

    @Test
    @DisplayName("A-42: a token that does not hold opens nothing")
    void a_false_token_opens_nothing() {
        var answer = raw(opening("/api/v1/realtime", "Sec-WebSocket-Protocol: godo.v1, bearer.nonsense"));

        assertEquals(401, answer.status(), answer.text());
    }

    @Test
    @DisplayName("A-42: a token in the URL opens nothing")
    void a_token_in_the_url_opens_nothing() {
        var answer = raw(opening("/api/v1/realtime?token=" + Tokens.of(Ids.next()), "X: y"));

        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.text().contains("token-in-url"));
    }

    @Test
    @DisplayName("A-42: a web page of another origin opens nothing")
    void a_foreign_origin_opens_nothing() {
        var answer = raw(opening("/api/v1/realtime", "Origin: https://evil.example"));

        assertEquals(403, answer.status(), answer.text());
        assertTrue(answer.text().contains("foreign-origin"));
    }

    @Test
    void a_plain_request_is_told_to_upgrade() {
        someone()
                .get("/api/v1/realtime")
                .then()
                .statusCode(426)
                .header("Upgrade", "websocket")
                .body("code", is("upgrade-required"));
    }

    @Test
    void the_refusal_of_the_service_comes_through() {
        var answer = raw(opening("/api/v1/realtime?refused", "X: y"));

        assertEquals(403, answer.status(), answer.text());
    }

    @Test
    void a_refused_socket_leaves_no_connection_behind() {
        var before = connections();

        for (var i = 0; i < 200; i++) {
            assertEquals(
                    403,
                    raw(opening("/api/v1/realtime?refused", "Content-Length: 0\r\nConnection: close"))
                            .status());
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> connections() <= before + 5);
    }

    @Test
    void a_refusal_that_does_not_end_is_none() {
        var before = connections();

        var answer = raw(opening("/api/v1/realtime?refused-at-length", "X: y"));

        assertEquals(502, answer.status(), answer.text());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> connections() <= before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3", "Transfer-Encoding: chunked"})
    void a_socket_is_not_opened_with_a_body(String header) {
        var answer = raw(opening("/api/v1/realtime", header) + "abc");

        assertEquals(400, answer.status(), answer.text());
        assertEquals(1, answer.answers(), answer.text());
    }

    @Test
    void a_socket_is_not_opened_with_post() {
        var answer = raw(opening("/api/v1/realtime", "X: y").replace("GET ", "POST "));

        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.closed());
    }

    @Test
    void the_service_hears_from_whom_and_for_which_host() {
        var answer = raw(opening("/api/v1/realtime?refused", "X-Forwarded-For: 203.0.113.9"));

        assertTrue(answer.text().contains("X-Heard-From: 127.0.0.1"), answer.text());
        assertTrue(answer.text().contains("X-Heard-Of: godo"), answer.text());
    }

    @Test
    void a_socket_that_the_service_closes_is_closed_for_the_client() throws Exception {
        device.open(uri("/api/v1/realtime?closed"));

        assertEquals("closed 4401", device.hears());
    }

    @Test
    void a_service_that_is_gone_at_once_leaves_no_client_waiting() {
        var answer = raw(opening("/api/v1/realtime?cut", "X: y"));

        assertTrue(answer.closed(), answer.text());
    }

    @Test
    void a_client_that_goes_away_while_it_waits_frees_the_service() throws Exception {
        var before = connections();
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(opening("/api/v1/realtime?never", "X: y").getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().until(() -> connections() > before);
        }

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> connections() <= before);
    }

    @Test
    void a_client_that_goes_away_frees_the_service() throws Exception {
        var before = connections();
        var socket = device.open(uri("/api/v1/realtime"));
        Awaitility.await().until(() -> connections() > before);

        socket.abort();

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> connections() <= before);
    }

    @Test
    @DisplayName("A-45: what a service says of its make stays inside when a socket opens, too")
    void the_opening_says_only_what_it_must() {
        var answer = raw(opening("/api/v1/realtime", "X: y"));

        assertEquals(101, answer.status(), answer.text());
        assertTrue(answer.text().toLowerCase().contains("connection: upgrade"), answer.text());
        assertTrue(answer.text().toLowerCase().contains("upgrade: websocket"), answer.text());
        assertFalse(answer.text().toLowerCase().contains("server:"), answer.text());
    }

    @Test
    void only_the_realtime_route_becomes_a_socket() {
        var answer = raw(opening("/api/v1/users/profile", "Authorization: Bearer " + Tokens.of(Ids.next())));

        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("\"service\":\"user\""), answer.text());
    }

    /** Of all services together; the one that is asked over is among them before, too. */
    private static int connections() {
        return Integer.parseInt(someone().get("/api/v1/users/connections").asString());
    }
}
