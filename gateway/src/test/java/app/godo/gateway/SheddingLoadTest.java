package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.from;
import static app.godo.gateway.TheGateway.heard;
import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.uri;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** A gateway with eight places, of which three are kept for signing in. */
@QuarkusTest
@TestProfile(SheddingLoadTest.Narrow.class)
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class SheddingLoadTest {

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "godo.entrance.most-requests",
                    "8",
                    "godo.entrance.places-kept",
                    "3",
                    "godo.entrance.most-of-one-address",
                    "9",
                    "godo.entrance.most-connections-of-one-address",
                    "200",
                    "godo.rates.auth.requests",
                    "1000",
                    "godo.rates.refresh.requests",
                    "1000");
        }
    }

    private static final String SLOW_SIGNUP = """
            POST /api/v1/auth/signup HTTP/1.1\r
            Host: godo\r
            Content-Length: 9\r
            \r
            a""";

    @Inject
    MeterRegistry meters;

    private final HttpClient crowd =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    @DisplayName("D-07: what is too much is refused at once, while signing in and refreshing go on")
    void too_much_is_refused_and_signing_in_goes_on() {
        someone().get("/api/v1/users/profile").then().statusCode(200);
        var five = waiting(5, "GET", "/api/v1/users/slow");
        var before = shed("false");
        anyone().post("/api/v1/auth/login").then().statusCode(200);
        anyone().post("/api/v1/auth/refresh").then().statusCode(200);

        var millis = IntStream.range(0, 20)
                .mapToLong(i -> anyone().get("/api/v1/users/profile")
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "1")
                        .body("code", is("overloaded"))
                        .extract()
                        .time())
                .sorted()
                .toArray();

        assertTrue(millis[10] < 50, "half of them took more than " + millis[10]);
        assertEquals(before + 20, shed("false"));
        five.forEach(one -> assertEquals(200, one.join().statusCode()));
    }

    @Test
    @DisplayName("D-07: when it is signing in that is too much, that is refused, too")
    void even_signing_in_has_an_end() {
        anyone().post("/api/v1/auth/login").then().statusCode(200);
        var eight = waiting(8, "POST", "/api/v1/auth/slow");

        anyone().post("/api/v1/auth/login").then().statusCode(503).body("code", is("overloaded"));

        assertEquals(1, shed("true"));
        eight.forEach(one -> assertEquals(200, one.join().statusCode()));
        someone().get("/api/v1/users/profile").then().statusCode(200);
    }

    @Test
    @DisplayName("D-07 A-38: who sends slowly holds no place, and one address holds no more than its share")
    void who_sends_slowly_keeps_nobody_out() throws Exception {
        Awaitility.await().until(() -> current() == 0);
        var waiting = sent("127.0.9.1", "POST /api/v1/auth/slow HTTP/1.1\r\nHost: godo\r\n\r\n");
        var slow = new ArrayList<Socket>();
        for (var i = 0; i < 8; i++) {
            slow.add(sent("127.0.9.1", """
                    POST /api/v1/auth/login HTTP/1.1\r
                    Host: godo\r
                    Content-Length: 9\r
                    \r
                    a"""));
        }
        Awaitility.await().until(() -> current() == 9);

        var another = from("127.0.9.1", "POST", "/api/v1/auth/login");
        anyone().post("/api/v1/auth/login").then().statusCode(200);

        assertEquals(429, another.statusCode());
        assertTrue(another.body().contains("\"code\":\"too-many-at-once\""), another.body());
        assertEquals("1", another.headers().firstValue("Retry-After").orElse("none"));
        for (var socket : slow) {
            assertEquals(408, heard(socket).status());
            socket.close();
        }
        waiting.close();
        Awaitility.await().until(() -> current() == 0);
        assertEquals(200, from("127.0.9.1", "POST", "/api/v1/auth/login").statusCode());
    }

    @Test
    @DisplayName("D-07: who sends a signup slowly keeps nobody from signing in")
    void slow_signups_leave_places_for_signing_in() throws Exception {
        Awaitility.await().until(() -> current() == 0);
        var slow = new ArrayList<Socket>();
        for (var i = 0; i < 5; i++) {
            slow.add(sent("127.0.9." + (10 + i), SLOW_SIGNUP));
        }
        Awaitility.await().until(() -> current() == 5);

        try (var onemore = sent("127.0.9.20", SLOW_SIGNUP)) {
            assertEquals(503, heard(onemore).status());
        }
        anyone().post("/api/v1/auth/login").then().statusCode(200);

        for (var socket : slow) {
            socket.close();
        }
        Awaitility.await().until(() -> current() == 0);
    }

    @Test
    @DisplayName(
            "A-38: an address has no more than its share of connections, but a proxy of ours, who brings everybody")
    void connections_of_one_address_are_few() throws Exception {
        var open = new ArrayList<Socket>();
        for (var i = 0; i < 200; i++) {
            open.add(sent("127.0.8.1", "GET /.well-known/jwks.json HTTP/1.1\r\nHost: godo\r\n\r\n"));
            assertEquals('H', open.getLast().getInputStream().read());
        }

        try (var onemore = sent("127.0.8.1", "")) {
            assertTrue(closesAtOnce(onemore));
        }
        for (var i = 0; i < 201; i++) {
            open.add(sent("127.0.6.9", ""));
        }

        assertFalse(closesAtOnce(open.getLast()));
        for (var socket : open) {
            socket.close();
        }
        Awaitility.await().untilAsserted(() -> {
            try (var again = sent("127.0.8.1", "")) {
                assertFalse(closesAtOnce(again));
            }
        });
    }

    private static boolean closesAtOnce(Socket socket) throws IOException {
        socket.setSoTimeout(300);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    private static Socket sent(String from, String text) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), uri("/").getPort(), InetAddress.getByName(from), 0);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private List<CompletableFuture<HttpResponse<Void>>> waiting(int many, String method, String path) {
        // who has been answered may not have left yet
        Awaitility.await().until(() -> current() == 0);
        var all = IntStream.range(0, many)
                .mapToObj(i -> HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + Tokens.of(Ids.next()))
                        .method(method, BodyPublishers.noBody())
                        .build())
                .map(request -> crowd.sendAsync(request, BodyHandlers.discarding()))
                .toList();
        Awaitility.await().until(() -> current() == many);
        return all;
    }

    private double current() {
        return meters.get("godo.gateway.requests.current").gauge().value();
    }

    private double shed(String priority) {
        return meters.counter("godo.gateway.shed", "priority", priority).count();
    }
}
