package app.godo.reco.tastes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RedisMemoryTest {

    @Inject
    RedisMemory memory;

    @Inject
    MeterRegistry meters;

    @Test
    void how_full_redis_is_can_be_seen() {
        memory.look().await().atMost(Duration.ofSeconds(5));

        var used = meters.get("godo.redis.memory.used").gauge().value();
        assertTrue(used > 0 && used < 1, () -> "used: " + used);
    }

    @Test
    void a_redis_without_a_bound_is_never_full() {
        assertEquals(0.25, RedisMemory.shareOf("# Memory\r\nused_memory:64\r\nmaxmemory:256\r\n"));
        assertTrue(Double.isNaN(RedisMemory.shareOf("used_memory:64\r\nmaxmemory:0\r\n")));
    }
}
