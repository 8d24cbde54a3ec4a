package app.godo.gateway;

import static app.godo.gateway.TheGateway.connect;
import static app.godo.gateway.TheGateway.heard;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class StreamingBothWaysTest {

    private static final String CHUNK = "x".repeat(16 * 1024);

    @Test
    void the_service_gets_the_first_bytes_before_the_last_are_sent() throws Exception {
        try (var socket = connect()) {
            send(socket, head("POST", "/api/v1/users/first-bytes", "Transfer-Encoding: chunked"));
            send(socket, chunk("abc"));

            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            while (!answer.readLine().isEmpty()) {
                // the head of the answer
            }
            assertEquals("5", answer.readLine());
            assertEquals("got 3", answer.readLine());
            send(socket, chunk("defg") + "0\r\n\r\n");
            assertEquals("d", answer.readLine());
            assertEquals(" and the rest", answer.readLine());
        }
    }

    @Test
    void a_large_body_in_slow_chunks_arrives_whole() throws Exception {
        try (var socket = connect()) {
            send(socket, head("POST", "/api/v1/users/length", "Transfer-Encoding: chunked"));
            for (var i = 0; i < 63; i++) {
                send(socket, chunk(CHUNK));
                Thread.sleep(5);
            }
            send(socket, "0\r\n\r\n");

            var answer = heard(socket);

            assertEquals(200, answer.status());
            assertTrue(answer.text().endsWith(Integer.toString(63 * CHUNK.length())), answer.text());
        }
    }

    @Test
    @DisplayName(
            "events of a stream come one by one, uncompressed, and the service hears which was the last; a pause is no failure")
    void an_event_of_a_stream_arrives_before_the_stream_ends() throws Exception {
        try (var socket = connect()) {
            send(socket, head("GET", "/api/v1/users/sse", "Last-Event-ID: 7-42", "Accept-Encoding: gzip, br"));
            var start = Instant.now();
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

            while (!answer.readLine().equals("id: 7-42")) {
                // head and chunk sizes
            }
            assertEquals("data: first", answer.readLine());

            assertTrue(Duration.between(start, Instant.now()).toMillis() < 1_200);
            while (!answer.readLine().equals("data: last")) {
                // chunk sizes
            }
        }
    }

    @Test
    @DisplayName("A-38: a body that says it is too large is refused before it is sent")
    void a_body_declared_too_large_is_refused() throws Exception {
        try (var socket = connect()) {
            send(socket, head("POST", "/api/v1/users/length", "Content-Length: 1048577"));

            var answer = heard(socket);

            assertEquals(413, answer.status());
            assertTrue(answer.text().contains("\"code\":\"body-too-large\""), answer.text());
            assertTrue(answer.text().contains("\"user\";r=99;"), "it is counted: " + answer.text());
            assertTrue(answer.closed());
        }
    }

    @Test
    @DisplayName("A-38: a chunked body is cut off where it becomes too large")
    void a_body_that_becomes_too_large_is_refused() throws Exception {
        try (var socket = connect()) {
            send(socket, head("POST", "/api/v1/users/length", "Transfer-Encoding: chunked"));
            for (var i = 0; i < 65; i++) {
                send(socket, chunk(CHUNK));
            }

            var answer = heard(socket);

            assertEquals(413, answer.status());
            assertEquals(1, answer.answers());
            assertTrue(answer.closed());
        }
    }

    @Test
    @DisplayName("A-38: a picture may be larger than what else is sent, and no longer than a picture")
    void a_picture_may_be_large() throws Exception {
        for (var chunks : new int[] {128, 513}) {
            try (var socket = connect()) {
                send(socket, head("PUT", "/api/v1/users/profile/image", "Content-Length: " + chunks * CHUNK.length()));
                for (var i = 0; i < chunks && chunks < 513; i++) {
                    send(socket, CHUNK);
                }

                assertEquals(chunks < 513 ? 200 : 413, heard(socket).status());
            }
        }
    }

    @Test
    void who_expects_to_be_told_to_go_on_is_told() throws Exception {
        try (var socket = connect()) {
            send(socket, head("POST", "/api/v1/users/length", "Content-Length: 3", "Expect: 100-continue"));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);

            assertEquals("HTTP/1.1 100 Continue", answer.readLine());
            send(socket, "abc");
            assertEquals("", answer.readLine());
            assertEquals("HTTP/1.1 200 OK", answer.readLine());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void answers_without_a_body_stay_so(int code) throws Exception {
        try (var socket = connect()) {
            send(socket, head("GET", "/api/v1/users/status?code=" + code) + head("GET", "/api/v1/users/length"));

            var answer = heard(socket);

            assertEquals(code, answer.status());
            assertEquals(2, answer.answers(), answer.text());
            assertTrue(answer.text().contains("\r\n\r\nHTTP/1.1 200 OK"), answer.text());
            assertTrue(answer.text().toLowerCase().contains("etag: \"7\""));
        }
    }

    @Test
    void the_head_alone_says_how_long_the_whole_is() throws Exception {
        try (var socket = connect()) {
            send(socket, head("HEAD", "/api/v1/users/x") + head("GET", "/api/v1/users/length"));

            var answer = heard(socket);

            assertEquals(200, answer.status());
            assertEquals(2, answer.answers(), answer.text());
            assertTrue(answer.text().toLowerCase().contains("content-length: "), answer.text());
            assertTrue(answer.text().contains("\r\n\r\nHTTP/1.1 200 OK"), answer.text());
        }
    }

    @Test
    @DisplayName("A-45: how a service is made, and what it tells the gateway, stays inside")
    void what_services_say_of_themselves_stays_inside() {
        someone()
                .get("/api/v1/users/boastful")
                .then()
                .statusCode(200)
                .header("Server", nullValue())
                .header("X-Powered-By", nullValue())
                .header("X-Between-Us", nullValue())
                .header("X-Content-Type-Options", is("nosniff"));
    }

    private static String head(String method, String path, String... headers) {
        var more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "%s %s HTTP/1.1\r\nHost: godo\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(method, path, Tokens.of(Ids.next()), more);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
