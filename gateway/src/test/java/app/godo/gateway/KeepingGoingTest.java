package app.godo.gateway;

import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.uri;
import static app.godo.gateway.TheGateway.with;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** What becomes of the others when one service is in trouble, and of that service's own requests. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class KeepingGoingTest {

    @Inject
    MeterRegistry meters;

    @AfterEach
    void everything_works_again() {
        Awaitility.await().until(() -> someone().get("/api/v1/groups/x").statusCode() == 200);
        Awaitility.await().until(() -> someone().get("/api/v1/events/feed/x").statusCode() == 200);
    }

    @Test
    @DisplayName("D-04: a service is told how long it will be waited for, and by nobody but us")
    void the_service_is_told_the_deadline() {
        var millis = Integer.parseInt(someone()
                .header("X-Godo-Deadline-Millis", "600000")
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .extract()
                .path("headers.'x-godo-deadline-millis'[0]"));

        assertTrue(millis > 5_000 && millis <= 10_000, "of ten seconds there are left " + millis);
    }

    @Test
    @DisplayName("D-05: a read that got no answer is tried once more")
    void a_read_is_tried_again() {
        IntStream.range(0, 10).forEach(i -> someone().get("/api/v1/groups/x")); // what is tried again must be earned

        var answer = someone().get("/api/v1/groups/hangs-up-once");

        assertEquals("at last", answer.asString());
    }

    @Test
    @DisplayName("D-05: what may have changed something is never tried again")
    void a_write_is_not_tried_again() {
        IntStream.range(0, 10).forEach(i -> someone().get("/api/v1/groups/x"));

        someone().post("/api/v1/groups/hangs-up-once").then().statusCode(502).body("code", is("bad-gateway"));
    }

    @Test
    @DisplayName("D-05 D-06: a service that hangs up is left alone within ten failures, until it is well again")
    void a_service_that_does_not_answer_is_left_alone() {
        var before = hungUp();
        var until = System.currentTimeMillis() + 1_500;
        var path = "/api/v1/groups/sulks?until=" + until;

        var asked = 0;
        while (someone().get(path).statusCode() == 502) {
            asked++;
        }

        assertTrue(asked <= 10, "gave up after " + asked);
        assertEquals(1, open());
        someone().get(path).then().statusCode(503).header("Retry-After", "1").body("code", is("service-unavailable"));
        var refused = 0;
        while (System.currentTimeMillis() < until - 50) {
            if (someone().get(path).statusCode() == 503) {
                refused++;
            }
        }
        var attempts = hungUp() - before;
        assertTrue(attempts <= 10 + 5, "a probe in 300 ms, and no more: " + attempts);
        assertTrue(attempts <= 1.1 * (asked + refused + 1), "%d of %d".formatted(attempts, asked + refused));
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> someone().get(path).asString().equals("well again"));
        assertEquals(0, open());
    }

    @Test
    @DisplayName("D-06: a service that begins answers and does not end them is left alone")
    void answers_that_stop_in_the_middle_count() throws Exception {
        var waiting = new ArrayList<Socket>();
        for (var i = 0; i < 10; i++) {
            var socket = TheGateway.connect();
            waiting.add(socket);
            socket.getOutputStream()
                    .write("GET /api/v1/groups/stalls HTTP/1.1\r\nHost: godo\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(Tokens.of(Ids.next()))
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> open() == 1);

        for (var socket : waiting) {
            assertTrue(TheGateway.heard(socket).closed());
            socket.close();
        }
    }

    @Test
    @DisplayName("D-06: who sends slowly makes no service look ill")
    void slow_clients_do_not_count() throws Exception {
        var slow = new ArrayList<Socket>();
        for (var i = 0; i < 12; i++) {
            var socket = TheGateway.connect();
            slow.add(socket);
            socket.getOutputStream().write("""
                            POST /api/v1/events/feed/length HTTP/1.1\r
                            Host: godo\r
                            Connection: close\r
                            Authorization: Bearer %s\r
                            Content-Length: 3\r
                            \r
                            a""".formatted(Tokens.of(Ids.next())).getBytes(StandardCharsets.US_ASCII));
        }

        for (var socket : slow) {
            assertEquals(504, TheGateway.heard(socket).status());
            socket.close();
        }

        someone().get("/api/v1/events/feed/x").then().statusCode(200);
    }

    @Test
    @DisplayName("D-03: while one service hangs the others are as quick as ever")
    void a_service_that_hangs_takes_nobody_along() throws Exception {
        var reader = Tokens.of(Ids.next());
        with(reader).get("/api/v1/events/7").then().statusCode(200);
        try (var clock = Executors.newSingleThreadScheduledExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var tokens = Stream.generate(() -> Tokens.of(Ids.next())).limit(10).toList();
            var asked = new AtomicInteger();
            clock.scheduleAtFixedRate(
                    () -> client.sendAsync(
                            HttpRequest.newBuilder(uri("/api/v1/events/feed/slow"))
                                    .header("Authorization", "Bearer " + tokens.get(asked.getAndIncrement() % 10))
                                    .build(),
                            BodyHandlers.discarding()),
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            Awaitility.await().until(() -> asked.get() > 20);

            var millis = IntStream.range(0, 60)
                    .mapToLong(i -> with(reader).get("/api/v1/events/7").time())
                    .sorted()
                    .toArray();

            clock.shutdown();
            assertTrue(millis[56] < 200, "p95 is " + millis[56]);
        }
    }

    private double open() {
        return meters.get("godo.gateway.breaker.open")
                .tags("service", "social", "lane", "usual")
                .gauge()
                .value();
    }

    private static int hungUp() {
        return Integer.parseInt(someone().get("/api/v1/users/hung-up").asString());
    }
}
