package app.godo.wire.caller;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class FetchingKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Later clock = new Later();
    private volatile int status = 200;
    private HttpServer publisher;
    private SigningKeys keys;

    @BeforeEach
    void publish() throws Exception {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId("known");
        var document =
                new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
        publisher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.createContext("/", exchange -> {
            fetches.incrementAndGet();
            exchange.sendResponseHeaders(status, document.length);
            try (var body = exchange.getResponseBody()) {
                body.write(document);
            }
        });
        publisher.start();
        keys = new SigningKeys(vertx, new Published(publisher.getAddress().getPort()), clock);
    }

    @AfterEach
    void stop() {
        publisher.stop(0);
        vertx.closeAndAwait();
    }

    @Test
    @DisplayName(
            "A-21 whether there are keys is known without anybody asking for one, and stays so when nobody publishes them")
    void whether_there_are_keys_is_known() {
        status = 503;
        assertThat(keys.areThere().await().atMost(PATIENCE), is(false));

        status = 200;
        clock.ahead = Duration.ofSeconds(2);
        assertThat(keys.areThere().await().atMost(PATIENCE), is(true));

        status = 503;
        assertThat(keys.areThere().await().atMost(PATIENCE), is(true));
    }

    @Test
    @DisplayName("A-21 a thousand unknown kids are at most two fetches")
    void unknown_kids_are_few_fetches() {
        assertThat(byId("known"), is(notNullValue()));

        var asked = Uni.join()
                .all(IntStream.range(0, 1000)
                        .mapToObj(i -> keys.byId(UUID.randomUUID().toString()))
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertThat(asked.stream().filter(found -> found != null).count(), is(0L));
        assertThat(fetches.get(), is(lessThanOrEqualTo(2)));
    }

    @Test
    @DisplayName("A-21 an unknown kid is asked for once in thirty seconds")
    void an_unknown_kid_is_asked_for_once_in_thirty_seconds() {
        byId("known");
        clock.ahead = Duration.ofSeconds(29);
        byId("unknown");
        assertThat(fetches.get(), is(1));

        clock.ahead = Duration.ofSeconds(31);
        assertThat(byId("unknown"), is(nullValue()));

        assertThat(fetches.get(), is(2));
    }

    @Test
    void while_nothing_can_be_fetched_nobody_can_tell_and_few_ask() {
        status = 503;

        for (var i = 0; i < 20; i++) {
            assertThrows(RuntimeException.class, () -> byId("known"));
        }

        assertThat(fetches.get(), is(1));
        status = 200;
        clock.ahead = Duration.ofSeconds(2);
        assertThat(byId("known"), is(notNullValue()));
    }

    @Test
    void known_keys_hold_while_user_service_is_away() {
        byId("known");
        status = 503;
        clock.ahead = Duration.ofMinutes(10);

        assertThat(byId("unknown"), is(nullValue()));

        assertThat(byId("known"), is(notNullValue()));
    }

    private Object byId(String kid) {
        return keys.byId(kid).await().atMost(PATIENCE);
    }

    private static final class Later extends Clock {
        volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private record Published(int port) implements IdentityConfig {
        @Override
        public String issuer() {
            return "https://godo.app";
        }

        @Override
        public String audience() {
            return "godo-api";
        }

        @Override
        public URI jwksUrl() {
            return URI.create("http://127.0.0.1:%d/".formatted(port));
        }

        @Override
        public Duration jwksRefresh() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration clockSkew() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int rememberedTokens() {
            return 10;
        }
    }
}
