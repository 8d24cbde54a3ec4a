package app.godo.gateway;

import static app.godo.gateway.TheGateway.connect;
import static app.godo.gateway.TheGateway.heard;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Where one signs in a body is small, and whole before the service hears of it. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class SendingSlowlyTest {

    @ParameterizedTest
    @DisplayName("A-38: a body that does not come is a 408, and no service has waited for it")
    @ValueSource(
            strings = {
                "/api/v1/auth/first-bytes",
                "/api/v1/auth/refresh/first-bytes",
                "/api/v1/auth/signup/first-bytes",
                "/api/v1/auth/password/forgot/first-bytes",
                "/api/v1/auth/verify-email/resend/first-bytes",
                "/api/v1/.well-known/jwks.json/first-bytes",
            })
    void a_body_that_does_not_come_is_not_waited_for(String path) throws Exception {
        try (var socket = connect()) {
            send(socket, head(path, "Content-Length: 9") + "abc");

            var answer = heard(socket);

            assertEquals(408, answer.status(), answer.text());
            assertTrue(answer.text().contains("\"code\":\"body-too-slow\""), answer.text());
            assertTrue(answer.closed());
        }
    }

    @ParameterizedTest
    @DisplayName("A-38: nobody needs 16 KiB to sign in")
    @ValueSource(strings = {"Content-Length: 16385", "Transfer-Encoding: chunked"})
    void a_large_body_is_refused(String length) throws Exception {
        try (var socket = connect()) {
            send(socket, head("/api/v1/auth/length", length));
            if (length.startsWith("Transfer")) {
                send(socket, "4001\r\n" + "x".repeat(16_385) + "\r\n0\r\n\r\n");
            }

            var answer = heard(socket);

            assertEquals(413, answer.status(), answer.text());
            assertTrue(answer.closed());
        }
    }

    @Test
    void a_body_in_pieces_arrives_whole() throws Exception {
        try (var socket = connect()) {
            send(socket, head("/api/v1/auth/length", "Transfer-Encoding: chunked\r\nExpect: 100-continue"));
            for (var i = 0; i < 16; i++) {
                send(socket, "400\r\n" + "x".repeat(1_024) + "\r\n");
            }
            send(socket, "0\r\n\r\n");

            var answer = heard(socket);

            assertTrue(answer.text().startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), answer.text());
            assertTrue(answer.text().endsWith("\r\n\r\n16384"), answer.text());
        }
    }

    @Test
    void requests_one_after_another_on_one_connection_keep_their_bodies() throws Exception {
        try (var socket = connect()) {
            send(
                    socket,
                    head("/api/v1/auth/length", "Content-Length: 3") + "abc"
                            + head("/api/v1/auth/length", "Content-Length: 5") + "abcde");

            var answer = heard(socket);

            assertEquals(2, answer.answers(), answer.text());
            assertTrue(answer.text().contains("\r\n\r\n3HTTP/1.1 200 OK"), answer.text());
            assertTrue(answer.text().endsWith("\r\n\r\n5"), answer.text());
        }
    }

    private static String head(String path, String header) {
        return "POST %s HTTP/1.1\r\nHost: godo\r\n%s\r\n\r\n".formatted(path, header);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
