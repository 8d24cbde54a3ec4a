package app.godo.gateway.limits;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

import java.time.Clock;

/** What another replica would count with. */
public final class OtherReplica {

    /** Shares nothing with the gateway under test but the Redis at this address. */
    public static RateLimiter limiter(RatesConfig rates, String redis, Vertx vertx) {
        var options =
                new RedisOptions().setConnectionString(redis).setMaxPoolSize(8).setMaxPoolWaiting(1_024);
        var windows = new SharedWindows(Redis.createClient(vertx, options));
        return new RateLimiter(rates, windows, Clock.systemUTC(), new SimpleMeterRegistry(), false);
    }

    private OtherReplica() {}
}
