package app.godo.gateway;

import static app.godo.gateway.TheGateway.raw;
import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.uri;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class OpeningSocketsTest {

    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Test
    @DisplayName("A-42: a socket opens with the token among its subprotocols and passes both ways")
    void frames_pass_both_ways() throws Exception {
        var socket = open("bearer." + Tokens.of(Ids.next()));

        assertEquals("godo.v1", socket.getSubprotocol());
        socket.sendText("hello", true).join();
        assertEquals("godo.v1 hello", heard.poll(5, TimeUnit.SECONDS));
        var large = "x".repeat(60_000);
        socket.sendText(large, true).join();
        assertEquals("godo.v1 " + large, heard.poll(5, TimeUnit.SECONDS));
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        assertEquals("closed", heard.poll(5, TimeUnit.SECONDS));
    }

    @Test
    void without_a_token_the_service_decides_by_the_first_frame() throws Exception {
        var socket = open();

        socket.sendText("first", true).join();

        assertEquals("godo.v1 first", heard.poll(5, TimeUnit.SECONDS));
        socket.abort();
    }

    @Test
    @DisplayName("A-42: a token that does not hold opens nothing")
    void a_false_token_opens_nothing() {
        var answer = raw(upgrade("/api/v1/realtime", "Sec-WebSocket-Protocol: godo.v1, bearer.nonsense"));

        assertEquals(401, answer.status(), answer.text());
    }

    @Test
    @DisplayName("A-42: a token in the URL opens nothing")
    void a_token_in_the_url_opens_nothing() {
        var answer = raw(upgrade("/api/v1/realtime?token=" + Tokens.of(Ids.next()), "X: y"));

        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.text().contains("token-in-url"));
    }

    @Test
    @DisplayName("A-42: a web page of another origin opens nothing")
    void a_foreign_origin_opens_nothing() {
        var answer = raw(upgrade("/api/v1/realtime", "Origin: https://evil.example"));

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
        var answer = raw(upgrade("/api/v1/realtime?refused", "X: y"));

        assertEquals(403, answer.status(), answer.text());
    }

    @Test
    void only_the_realtime_route_becomes_a_socket() {
        var answer = raw(upgrade("/api/v1/users/profile", "Authorization: Bearer " + Tokens.of(Ids.next())));

        assertEquals(200, answer.status(), answer.text());
        assertTrue(answer.text().contains("\"service\":\"user\""), answer.text());
    }

    private static String upgrade(String path, String header) {
        return """
                GET %s HTTP/1.1\r
                Host: godo\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                %s\r
                \r
                """.formatted(path, header);
    }

    private WebSocket open(String... protocols) throws Exception {
        URI address = URI.create(uri("/api/v1/realtime").toString().replace("http:", "ws:"));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("godo.v1", protocols)
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
            heard.add("closed");
            return null;
        }
    }
}
