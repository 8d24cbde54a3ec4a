package app.godo.ingestion.fetching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.wire.testing.FreePort;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class FetchingAFeedTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 1024 * 1024;

    private static final String FEED = "https://feeds.example/events";

    private final Portal portal = Portal.anywhere();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Feeds feeds = new Feeds(VERTX, new Patience(portal.address()), Clock.systemUTC());

    @AfterEach
    void close() {
        portal.close();
    }

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    @Test
    void a_body_is_read_whole() {
        var body = "x".repeat(MOST);
        portal.serves(body);

        assertEquals(body, fetch());
    }

    @Test
    void headers_are_sent_along() {
        var token = new AtomicReference<String>();
        portal.answers(exchange -> {
            token.set(exchange.getRequestHeaders().getFirst("X-App-Token"));
            Portal.send(exchange, 200, "[]");
        });

        fetch(new Request(URI.create(FEED), Map.of("X-App-Token", "t-1"), null));

        assertEquals("t-1", token.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    @DisplayName("A-40: a redirect into our own network is not followed: the listener there sees nothing")
    void a_redirect_is_not_followed(int status) {
        try (var inside = Portal.anywhere().serves("secrets")) {
            portal.answers(exchange -> {
                exchange.getResponseHeaders().set("Location", inside.address().toString());
                Portal.send(exchange, status, "");
            });

            var refused = assertThrows(FeedFailure.class, this::fetch);

            assertTrue(refused.getMessage().contains("elsewhere"), refused.getMessage());
            assertFalse(refused.getMessage().contains(inside.address().getAuthority()));
            assertEquals(0, inside.requests().size());
            assertEquals(1, portal.requests().size());
        }
    }

    @Test
    @DisplayName("A-41: 60 MB are not taken in")
    void a_body_that_is_too_large_is_cut_off() {
        portal.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = new byte[64 * 1024];
            for (var sent = 0L; sent < 60L * 1024 * 1024; sent += part.length) {
                exchange.getResponseBody().write(part);
            }
        });

        var refused = assertThrows(FeedFailure.class, this::fetch);

        assertEquals("The feed is larger than 1048576 bytes", refused.getMessage());
        assertEquals(1, portal.requests().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void a_busy_portal_is_asked_again(int status) {
        var answers = new AtomicInteger();
        portal.answers(exchange -> {
            var busy = answers.incrementAndGet() < 3;
            Portal.send(exchange, busy ? status : 200, busy ? "" : "[]");
        });

        assertEquals("[]", fetch());
        assertEquals(3, portal.requests().size());
    }

    @Test
    void a_portal_that_names_its_pause_is_left_alone_that_long() {
        var answers = new AtomicInteger();
        portal.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            Portal.send(exchange, answers.incrementAndGet() == 1 ? 429 : 200, "[]");
        });
        var began = System.nanoTime();

        fetch();

        assertTrue(System.nanoTime() - began >= Duration.ofMillis(950).toNanos());
    }

    @Test
    void each_attempt_is_asked_leave_for() {
        portal.answers(exchange -> Portal.send(exchange, 503, ""));

        assertThrows(FeedFailure.class, this::fetch);

        assertEquals(4, attempts.get());
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "99999999, 86400"})
    void a_portal_that_asks_for_longer_than_a_run_waits_is_left_alone_until_then(String asked, long seconds) {
        portal.answers(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", asked);
            Portal.send(exchange, 429, "");
        });

        var resting = assertThrows(FeedResting.class, this::fetch);

        assertEquals(1, portal.requests().size());
        assertNear(seconds, resting.until());
    }

    @Test
    void a_pause_may_be_named_by_its_end() {
        portal.answers(exchange -> {
            var end = Instant.now().plusSeconds(300).atOffset(ZoneOffset.UTC);
            exchange.getResponseHeaders().set("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(end));
            Portal.send(exchange, 429, "");
        });

        assertNear(300, assertThrows(FeedResting.class, this::fetch).until());
    }

    @Test
    void the_last_request_that_is_answered_says_when_the_next_will_be() {
        var reset = Instant.now().plusSeconds(60);
        for (var headers : List.of(
                Map.of("Rate-Limit-Available", "0", "Rate-Limit-Reset", Long.toString(reset.toEpochMilli())),
                Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset.getEpochSecond())),
                Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "60"),
                Map.of("X-Rate-Limit", "token:XYZ 1000/1000 reset=60s, key:XYZ 1/48000 reset=9000s"))) {
            portal.answers(exchange -> {
                headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                Portal.send(exchange, 200, "[]");
            });

            assertNear(60, fetch(Request.of(URI.create(FEED))).restUntil());
        }
        portal.answers(exchange -> {
            exchange.getResponseHeaders().set("Rate-Limit-Available", "7");
            Portal.send(exchange, 200, "[]");
        });
        assertNull(fetch(Request.of(URI.create(FEED))).restUntil());
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        portal.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            var same = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            Portal.send(exchange, same ? 304 : 200, same ? "" : "[]");
        });

        var first = fetch(Request.of(URI.create(FEED)));
        var second = fetch(new Request(URI.create(FEED), Map.of("If-None-Match", first.etag()), null));

        assertEquals("\"v1\"", first.etag());
        assertTrue(second.unchanged());
    }

    @Test
    void a_question_can_be_posted() {
        var posted = new AtomicReference<String>();
        portal.answers(exchange -> {
            posted.set(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Portal.send(exchange, 200, "{}");
        });

        fetch(new Request(URI.create(FEED), Map.of(), "{\"query\":\"…\"}"));

        assertEquals("POST {\"query\":\"…\"}", posted.get());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/",
                "http://[::1]:%d/",
                "http://[::ffff:127.0.0.1]:%d/",
                "http://2130706433:%d/",
                "http://localhost:%d/",
                "http://0.0.0.0:%d/",
                "http://169.254.169.254/latest/meta-data",
                "http://10.1.2.3/",
                "http://100.64.0.1/",
                "http://[fd00::1]/",
                "http://[64:ff9b::7f00:1]/"
            })
    @DisplayName(
            "A-40: an address of our own network is never asked, however it is written; the listener there sees nothing")
    void a_private_address_is_never_asked(String address) {
        try (var inside = Portal.anywhere().serves("secrets")) {
            var url = URI.create(address.formatted(inside.address().getPort()));

            var refused = assertThrows(FeedFailure.class, () -> fetch(Request.of(url)));

            assertEquals("The address leads into a private network, where we do not go", refused.getMessage());
            assertEquals(0, inside.requests().size());
        }
    }

    @Test
    @DisplayName(
            "A-40: DNS rebinding: what was looked up and judged is what is connected to, whatever the name says later")
    void a_name_that_changes_its_mind_leads_nowhere_else() {
        var lookUps = new AtomicInteger();
        // who would look the name up once more would find the portal
        var name = URI.create("http://localhost:" + portal.address().getPort());
        var changing = new Feeds(
                VERTX,
                new Patience(name),
                Clock.systemUTC(),
                host -> InetAddress.getAllByName(lookUps.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1"));
        portal.serves("secrets");
        try (var judged = portal.beside().serves("[]")) {
            var answer = fetch(changing, Request.of(URI.create(FEED)));

            assertEquals("[]", new String(answer.body(), StandardCharsets.UTF_8));
            assertEquals(1, judged.requests().size());
            assertEquals(0, portal.requests().size());
            assertEquals(1, lookUps.get());
        }
    }

    @Test
    @DisplayName("A-40: a name that has one private address among its public ones is not asked")
    void one_private_address_is_enough() {
        var name = URI.create(
                "http://rebinding.example:%d/".formatted(portal.address().getPort()));
        var both = new Feeds(VERTX, new Patience(portal.address()), Clock.systemUTC(), host ->
                new InetAddress[] {InetAddress.getByName("192.88.99.1"), InetAddress.getByName("127.0.0.1")});

        var refused = assertThrows(FeedFailure.class, () -> fetch(both, Request.of(name)));

        assertEquals("The address leads into a private network, where we do not go", refused.getMessage());
        assertEquals(0, portal.requests().size());
    }

    private static void assertNear(long seconds, Instant moment) {
        var left = Duration.between(Instant.now(), moment).toSeconds();
        assertTrue(left >= seconds - 10 && left <= seconds, "in %d s".formatted(left));
    }

    @Test
    void patience_ends() {
        portal.answers(exchange -> Portal.send(exchange, 503, ""));

        var gaveUp = assertThrows(FeedFailure.class, this::fetch);

        assertEquals("The feed answered 503", gaveUp.getMessage());
        assertEquals(4, portal.requests().size());
    }

    @Test
    void a_refusal_is_final_and_its_body_is_not_repeated() {
        portal.answers(exchange -> Portal.send(exchange, 403, "token t-1 is not known"));

        var refused = assertThrows(FeedFailure.class, this::fetch);

        assertEquals("The feed answered 403", refused.getMessage());
        assertEquals(1, portal.requests().size());
    }

    @Test
    void a_portal_that_drips_is_given_up() {
        portal.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (var i = 0; i < 400; i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    Thread.sleep(25);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });

        var gaveUp = assertThrows(FeedFailure.class, this::fetch);

        assertTrue(gaveUp.getMessage().startsWith("The feed took longer than"), gaveUp.getMessage());
    }

    @Test
    void a_line_that_breaks_is_tried_again_and_then_given_up() throws Exception {
        var nobody = URI.create("http://127.0.0.1:" + FreePort.any());

        var patience = new Patience(nobody);
        var gaveUp = assertThrows(
                FeedFailure.class,
                () -> fetch(new Feeds(VERTX, patience, Clock.systemUTC()), Request.of(URI.create(FEED))));

        assertTrue(gaveUp.getMessage().startsWith("The feed cannot be reached"), gaveUp.getMessage());
    }

    private String fetch() {
        return new String(fetch(Request.of(URI.create(FEED))).body(), StandardCharsets.UTF_8);
    }

    private Answer fetch(Request request) {
        return fetch(feeds, request);
    }

    private Answer fetch(Feeds feeds, Request request) {
        return feeds.fetch(request, () -> {
                    attempts.incrementAndGet();
                    return Uni.createFrom().voidItem();
                })
                .await()
                .atMost(PATIENCE);
    }

    /** @param portal what stands for the host of {@link #FEED} */
    private record Patience(URI portal) implements FeedsConfig {

        @Override
        public Optional<String> standIns() {
            return Optional.of("https://feeds.example=" + portal);
        }

        @Override
        public MemorySize maxBody() {
            return new MemorySize(BigInteger.valueOf(MOST));
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(2);
        }

        @Override
        public int attempts() {
            return 4;
        }

        @Override
        public Duration firstPause() {
            return Duration.ofMillis(10);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofSeconds(2);
        }
    }
}
