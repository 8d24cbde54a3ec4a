package app.godo.gateway;

import static app.godo.gateway.TheGateway.connect;
import static app.godo.gateway.TheGateway.heard;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
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

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class FailingWellTest {

    @Test
    void a_service_that_takes_too_long_is_given_up_and_told_so() {
        var before = brokenOff();

        someone()
                .get("/api/v1/events/feed/slow")
                .then()
                .statusCode(504)
                .contentType("application/problem+json")
                .body("code", is("deadline-exceeded"))
                .time(greaterThan(650L))
                .time(lessThan(2_500L));

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> brokenOff() > before);
    }

    @Test
    void a_client_that_goes_away_is_not_worked_for_any_longer() throws Exception {
        var before = brokenOff();

        try (var socket = connect()) {
            socket.getOutputStream().write(head("/api/v1/users/slow"));
            Thread.sleep(300);
        }

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> brokenOff() > before);
    }

    @Test
    void a_service_that_is_away_is_a_503_and_when_to_come_back() {
        someone()
                .port(TheGateway.adminPort())
                .get("/api/v1/ingestion/sources")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("code", is("service-unavailable"));
    }

    @Test
    void a_service_that_hangs_up_without_an_answer_is_a_502() {
        someone().get("/api/v1/users/hangs-up").then().statusCode(502).body("code", is("bad-gateway"));
    }

    @Test
    void half_an_answer_does_not_look_like_a_whole_one() throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(head("/api/v1/users/breaks-off"));

            var answer = heard(socket);

            assertEquals(200, answer.status());
            assertTrue(answer.text().contains("half an ans"));
            assertTrue(answer.closed());
            assertFalse(answer.text().endsWith("0\r\n\r\n"), "the last chunk would say that this was all");
        }
    }

    @Test
    void an_answer_that_stops_in_the_middle_is_cut_off_on_both_sides() throws Exception {
        var before = brokenOff();
        try (var socket = connect()) {
            socket.getOutputStream().write(head("/api/v1/users/stalls"));

            var answer = heard(socket);

            assertTrue(answer.text().contains("half an ans"));
            assertTrue(answer.closed(), "the client would wait for ever");
            assertFalse(answer.text().endsWith("0\r\n\r\n"), "the last chunk would say that this was all");
        }
        Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> brokenOff() > before);
    }

    @Test
    @DisplayName("who does not read holds nothing up: the answer is cut off, and the service is none the worse")
    void an_answer_that_nobody_reads_is_cut_off() throws Exception {
        var before = brokenOff();
        var idle = new ArrayList<Socket>();
        for (var i = 0; i < 12; i++) {
            var socket = connect();
            idle.add(socket);
            socket.getOutputStream().write(head("/api/v1/users/long"));
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> brokenOff() == before + 12);

        someone().get("/api/v1/users/profile").then().statusCode(200);
        for (var socket : idle) {
            socket.close();
        }
    }

    private static byte[] head(String path) {
        return "GET %s HTTP/1.1\r\nHost: godo\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(path, Tokens.of(Ids.next()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static int brokenOff() {
        return Integer.parseInt(someone().get("/api/v1/users/broken").asString());
    }
}
