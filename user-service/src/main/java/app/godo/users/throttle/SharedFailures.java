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
import jakarta.inject.Singleton;

/** Failures in Redis, where every replica counts the same. */
@Singleton
class SharedFailures {

    /** Longer than Redis ever takes when it is well. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Redis redis;
    private final ThrottleConfig config;
    private final Clock clock;
    private final String attempt = script();

    SharedFailures(Redis redis, ThrottleConfig config, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.clock = clock;
    }

    /** Counts an attempt; how long to wait instead, zero to go ahead. */
    Uni<Duration> attempt(String key, int free) {
        return send(Request.cmd(Command.EVAL)
                        .arg(attempt)
                        .arg(1)
                        .arg(key)
                        .arg(clock.millis())
                        .arg(free)
                        .arg(config.firstPause().toMillis())
                        .arg(config.longestPause().toMillis())
                        .arg(config.memory().toMillis()))
                .map(answer -> Duration.ofMillis(answer.toLong()));
    }

    Uni<Void> forget(String key) {
        return send(Request.cmd(Command.DEL).arg(key)).replaceWithVoid();
    }

    /** The attempt was no guess after all. */
    Uni<Void> uncount(String key) {
        return send(Request.cmd(Command.HINCRBY).arg(key).arg("failures").arg(-1))
                .chain(() -> send(Request.cmd(Command.PEXPIRE)
                        .arg(key)
                        .arg(config.memory().toMillis())))
                .replaceWithVoid();
    }

    /** The attempt was none of a stranger: it does not count, and nobody has to wait for it. */
    Uni<Void> takeBack(String key) {
        return send(Request.cmd(Command.HINCRBY).arg(key).arg("failures").arg(-1))
                .chain(() ->
                        send(Request.cmd(Command.HSET).arg(key).arg("until").arg(0)))
                .chain(() -> send(Request.cmd(Command.PEXPIRE)
                        .arg(key)
                        .arg(config.memory().toMillis())))
                .replaceWithVoid();
    }

    private Uni<Response> send(Request request) {
        return redis.send(request).ifNoItem().after(PATIENCE).fail();
    }

    private static String script() {
        try (var in = SharedFailures.class.getResourceAsStream("/attempt.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
