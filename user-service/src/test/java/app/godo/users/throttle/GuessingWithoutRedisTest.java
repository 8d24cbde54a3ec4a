package app.godo.users.throttle;

import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import java.util.HashMap;
import java.util.Map;

/** While Redis is away Postgres counts, and all of it holds. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(GuessingWithoutRedisTest.RedisAway.class)
class GuessingWithoutRedisTest extends GuessingPasswordsTest {

    public static class RedisAway extends Strict {
        @Override
        public Map<String, String> getConfigOverrides() {
            var overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("quarkus.redis.hosts", "redis://127.0.0.1:" + FreePort.any());
            return overrides;
        }
    }
}
