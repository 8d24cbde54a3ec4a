package app.godo.ingestion.fetching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.wire.testing.FreePort;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

class FetchingAFeedTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 1024 * 1024;

    private final Portal portal = Portal.anywhere();
    private final Feeds feeds = new Feeds(VERTX, new Patience());

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

        feeds.get(portal.address(), Map.of("X-App-Token", "t-1")).await().atMost(PATIENCE);

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

        var gaveUp = assertThrows(
                FeedFailure.class, () -> feeds.get(nobody, Map.of()).await().atMost(PATIENCE));

        assertTrue(gaveUp.getMessage().startsWith("The feed cannot be reached"), gaveUp.getMessage());
    }

    private String fetch() {
        return feeds.get(portal.address(), Map.of()).await().atMost(PATIENCE).toString();
    }

    private static final class Patience implements FeedsConfig {
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
