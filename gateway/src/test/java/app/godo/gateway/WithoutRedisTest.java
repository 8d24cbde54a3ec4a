package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.from;
import static app.godo.gateway.TheGateway.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.health.SmallRyeHealthReporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** A developer's machine whose Redis is away: what {@code godo.dev} changes, and what the gateway does alone. */
@QuarkusTest
@TestProfile(WithoutRedisTest.Away.class)
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class WithoutRedisTest {

    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + FreePort.any(), "godo.dev", "true");
        }
    }

    @Inject
    MeterRegistry meters;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    @DisplayName("A-38: without Redis every replica lets 100 requests a minute through by itself")
    void each_replica_counts_for_itself() {
        var token = Tokens.of(Ids.next());
        var before = counted();

        var passed = IntStream.range(0, 120)
                .filter(i -> with(token).get("/api/v1/users/profile").statusCode() == 200)
                .count();

        assertEquals(100, passed);
        with(token).get("/api/v1/users/profile").then().statusCode(429).body("code", is("rate-limited"));
        assertTrue(counted() - before >= 121, "someone must be called");
    }

    @Test
    @DisplayName("a replica that counts alone is ready, and says that it does")
    void readiness_says_that_redis_is_away() {
        var ready = health.getReadiness();

        assertFalse(ready.isDown(), ready.getPayload().toString());
        assertTrue(
                ready.getPayload().toString().contains("this replica counts alone"),
                ready.getPayload().toString());
    }

    @Test
    void the_machine_itself_may_sign_in_as_often_as_it_likes() {
        for (var i = 0; i < 30; i++) {
            anyone().post("/api/v1/auth/signup").then().statusCode(200).header("RateLimit", nullValue());
        }
        // 127/8 is loopback as a whole
        assertEquals(200, from("127.0.9.1", "POST", "/api/v1/auth/login").statusCode());
    }

    @Test
    void the_mail_of_the_development_profile_can_be_read() {
        anyone().get("/dev/mail?to=a@example.org")
                .then()
                .statusCode(200)
                .body("service", is("user"))
                .body("uri", is("/api/v1/dev/mail?to=a@example.org"));
    }

    private double counted() {
        return meters.counter("godo.gateway.limits.local").count();
    }
}
