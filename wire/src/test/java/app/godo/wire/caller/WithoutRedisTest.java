package app.godo.wire.caller;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;

import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** A process that starts while Redis is away, and so begins with an empty copy. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(WithoutRedisTest.Away.class)
class WithoutRedisTest {

    public static class Away implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + FreePort.any());
        }
    }

    @Test
    @DisplayName("A-08: while Redis is away Postgres says within five seconds which sessions are over")
    void postgres_says_which_sessions_are_over() {
        var user = Ids.next();
        var ended = Ids.next();
        var going = Ids.next();
        sql("insert into users.users (id, email) values ($1, $2)", user, user + "@example.org");
        sql("""
                insert into users.sessions (id, user_id, expires_at, revoked_at, revoked_reason)
                values ($1, $2, now() + interval '1 day', now(), 'logout')""", ended, user);
        sql(
                "insert into users.sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')",
                going,
                user);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> me(Tokens.of(user, ended, claims -> {}), 401));

        me(Tokens.of(user, going, claims -> {}), 200);
    }

    @Test
    @DisplayName("K-09: a service that can serve without Redis says that it is ready")
    void who_serves_without_redis_is_ready() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    private static void me(String token, int status) {
        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/probe/me")
                .then()
                .statusCode(status);
    }
}
