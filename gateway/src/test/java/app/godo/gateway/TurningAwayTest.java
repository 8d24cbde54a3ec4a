package app.godo.gateway;

import static app.godo.gateway.TheGateway.connect;
import static app.godo.gateway.TheGateway.heard;
import static app.godo.gateway.TheGateway.raw;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class TurningAwayTest {

    private static final String SMUGGLED = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: godo\r\n\r\n";

    static Stream<String> smuggling() {
        var chunked = "0\r\n\r\n" + SMUGGLED;
        return Stream.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + chunked,
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\n" + chunked,
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\n" + chunked,
                "Content-Length: 5, 5\r\n\r\n" + chunked,
                "Content-Length: +5\r\n\r\n" + chunked,
                "Content-Length: -1\r\n\r\n" + chunked,
                "Content-Length: 5x\r\n\r\n" + chunked,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + chunked,
                "Transfer-Encoding: xchunked\r\n\r\n" + chunked,
                "Transfer-Encoding: gzip, chunked\r\n\r\n" + chunked,
                "Transfer-Encoding : chunked\r\n\r\n" + chunked,
                "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunked,
                "X-Fold: a\r\n b\r\n\r\n" + SMUGGLED,
                "X-Fold: a\r\n\tb\r\n\r\n" + SMUGGLED,
                "X: y\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
                "Host: other\r\n\r\n" + SMUGGLED,
                "Bad Name: x\r\n\r\n" + SMUGGLED,
                "X: a\u0000b\r\n\r\n" + SMUGGLED);
    }

    @ParameterizedTest
    @DisplayName("A-46: what could be two requests is none, and the connection ends")
    @MethodSource("smuggling")
    void smuggled_requests_are_refused(String rest) {
        var heard = raw("POST /api/v1/auth/refresh HTTP/1.1\r\nHost: godo\r\n" + rest);

        assertEquals(400, heard.status(), heard.text());
        assertEquals(1, heard.answers(), heard.text());
        assertTrue(heard.closed());
        assertTrue(heard.text().contains("application/problem+json"), heard.text());
        assertTrue(heard.text().contains("\"code\":\"malformed-request\""), heard.text());
    }

    static Stream<String> nonsense() {
        return Stream.of(
                "hello\r\n\r\n",
                "GET /api/v1/events\r\n\r\n",
                "GET /api/v1/events HTTP/1.1\r\n\r\n",
                "GET http://godo/api/v1/events HTTP/1.1\r\nHost: godo\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: godo\r\n\r\n",
                "GET /api/v1/users/profile?x=%zz HTTP/1.1\r\nHost: godo\r\n\r\n");
    }

    @ParameterizedTest
    @DisplayName("A-46: what is no request of ours is a problem and the end of the connection")
    @MethodSource("nonsense")
    void nonsense_is_refused(String request) {
        var heard = raw(request);

        assertEquals(400, heard.status(), heard.text());
        assertTrue(heard.closed());
    }

    @Test
    void http_1_0_is_refused() {
        var heard = raw("GET /.well-known/jwks.json HTTP/1.0\r\nHost: godo\r\nConnection: keep-alive\r\n\r\n");

        assertEquals(505, heard.status(), heard.text());
        assertTrue(heard.text().contains("\"code\":\"version-not-supported\""), heard.text());
        assertTrue(heard.closed());
    }

    @Test
    void the_framework_s_upgrade_to_http_2_is_closed() {
        var heard = raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        assertTrue(heard.closed());
        assertTrue(heard.answers() <= 1, heard.text());
    }

    @Test
    @DisplayName("A-38: headers that are too large or too many are a 431")
    void too_much_head_is_refused() {
        var large = raw(get("X-Large: " + "x".repeat(17 * 1024)));
        var many = raw(get("X: y\r\n".repeat(120).strip()));

        assertEquals(431, large.status(), large.text());
        assertEquals(431, many.status(), many.text());
        assertTrue(large.text().contains("\"code\":\"headers-too-large\""), large.text());
        assertTrue(large.closed() && many.closed());
    }

    @Test
    void a_target_that_is_too_long_is_a_414() {
        var heard = raw("GET /api/v1/events?q=%s HTTP/1.1\r\nHost: godo\r\n\r\n".formatted("x".repeat(9_000)));

        assertEquals(414, heard.status(), heard.text());
        assertTrue(heard.text().contains("\"code\":\"target-too-long\""), heard.text());
    }

    @Test
    @DisplayName("A-38: who sends a target without end can read that it is too long")
    void an_endless_target_is_a_414_that_can_be_read() {
        var heard = raw("GET /" + "x".repeat(4 * 1024 * 1024));

        assertEquals(414, heard.status(), heard.text());
        assertTrue(heard.text().endsWith("}"), heard.text());
        assertTrue(heard.closed());
    }

    @Test
    @DisplayName("A-38: who opens a connection and says nothing is cut off")
    void silent_connections_are_cut_off() throws Exception {
        try (var socket = connect()) {
            assertTrue(heard(socket).closed());
        }
    }

    @Test
    @DisplayName("A-38: who sends a head letter by letter is cut off")
    void slow_heads_are_cut_off() throws Exception {
        try (var socket = connect()) {
            var start = Instant.now();
            socket.getOutputStream().write("GET /api/v1/events HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));

            var heard = heard(socket);

            assertTrue(heard.closed());
            assertTrue(Duration.between(start, Instant.now()).toMillis() < 1_900);
        }
    }

    private static String get(String header) {
        return "GET /.well-known/jwks.json HTTP/1.1\r\nHost: godo\r\n%s\r\n\r\n".formatted(header);
    }

    @ParameterizedTest
    @DisplayName(
            "an app that is too old is told so, and from which version on it may come; who says no version is let in")
    @CsvSource({
        "2.3.9, 426",
        "2.4.0-beta.1, 426",
        "1.10.0, 426",
        "yesterday, 426",
        "2.4.0, 200",
        "2.4.1-beta.1, 200",
        "2.10.0, 200",
        "10.0.0+7, 200",
        ", 200",
    })
    void an_app_that_is_too_old_is_told_so(String version, int status) {
        var request = someone();
        if (version != null) {
            request.header("X-Client-Version", version);
        }

        var answer = request.get("/api/v1/users/profile").then().statusCode(status);

        if (status == 426) {
            answer.header("Upgrade", nullValue())
                    .body("code", is("client-too-old"))
                    .body("detail", containsString("2.4.0"));
        }
    }
}
