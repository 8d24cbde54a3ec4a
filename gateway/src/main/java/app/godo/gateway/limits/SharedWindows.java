package app.godo.gateway.limits;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.impl.types.ErrorType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import jakarta.enterprise.context.ApplicationScoped;

/** Exact sliding windows in Redis, one script call a request. */
@ApplicationScoped
class SharedWindows {

    /** Longer than Redis ever takes when it is well, and not felt when it is not. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final ReactiveRedisDataSource redis;
    private final String script = script();
    private final String digest = digestOf(script);

    SharedWindows(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    Uni<Verdict> take(Rate rate, String who) {
        var key = "{rate:" + rate.name() + ":" + who + "}";
        var requests = Integer.toString(rate.requests());
        var window = Long.toString(rate.window().toMillis());
        return redis.execute(Command.EVALSHA, digest, "1", key, requests, window)
                .onFailure(SharedWindows::isUnknownScript)
                .recoverWithUni(() -> redis.execute(Command.EVAL, script, "1", key, requests, window))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer -> verdict(rate, answer));
    }

    private static Verdict verdict(Rate rate, Response answer) {
        return new Verdict(
                rate,
                answer.get(0).toInteger() == 1,
                answer.get(1).toInteger(),
                Duration.ofMillis(answer.get(2).toLong()));
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }

    private static String script() {
        try (var in = SharedWindows.class.getResourceAsStream("/sliding-window.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String digestOf(String script) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
