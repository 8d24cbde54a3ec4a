package app.godo.users.throttle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import jakarta.inject.Singleton;

/** Failures in Redis, where every replica counts the same. */
@Singleton
class SharedFailures {

    /** Longer than Redis ever takes when it is well. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Redis redis;
    private final ThrottleConfig config;
    private final Clock clock;
    private final String attempt = script("/attempt.lua");
    private final String takeBack = script("/take-back.lua");

    SharedFailures(Redis redis, ThrottleConfig config, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.clock = clock;
    }

    /** Counts an attempt, unless it has to wait. */
    Uni<Counted> attempt(String key, int free) {
        return send(Request.cmd(Command.EVAL)
                        .arg(attempt)
                        .arg(1)
                        .arg(key)
                        .arg(clock.millis())
                        .arg(free)
                        .arg(config.firstPause().toMillis())
                        .arg(config.longestPause().toMillis())
                        .arg(config.memory().toMillis()))
                .map(answer -> new Counted(
                        Duration.ofMillis(answer.get(0).toLong()),
                        pause(answer.get(1).toLong())));
    }

    Uni<Void> forget(String key) {
        return send(Request.cmd(Command.DEL).arg(key)).replaceWithVoid();
    }

    /**
     * The attempt does not count after all.
     *
     * @param pause the one it has earned, which ends with it; null to leave it
     */
    Uni<Void> takeBack(String key, Instant pause) {
        return send(Request.cmd(Command.EVAL)
                        .arg(takeBack)
                        .arg(1)
                        .arg(key)
                        .arg(pause == null ? 0 : pause.toEpochMilli()))
                .replaceWithVoid();
    }

    private static Instant pause(long until) {
        return until == 0 ? null : Instant.ofEpochMilli(until);
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(PATIENCE).fail();
    }

    private static String script(String name) {
        try (var in = SharedFailures.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
