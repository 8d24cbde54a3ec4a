package app.godo.gateway.limits;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;

/** Exact sliding windows in Redis, one script call a request. */
@ApplicationScoped
class SharedWindows {

    /** Longer than Redis ever takes when it is well, and not felt when it is not. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Redis redis;
    private final String script = script();
    private final String digest = digestOf(script);

    SharedWindows(Redis redis) {
        this.redis = redis;
    }

    Future<Verdict> take(Rate rate, String who) {
        var key = "{rate:" + rate.name() + ":" + who + "}";
        // the timeout of the event loop itself: a timer elsewhere would wake a thread for every request
        return redis.send(call(Command.EVALSHA, digest, key, rate))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.send(call(Command.EVAL, script, key, rate))
                        : Future.failedFuture(failure))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(found -> verdict(rate, found));
    }

    /** Fails when it is not there. */
    Future<Void> ping() {
        return redis.send(Request.cmd(Command.PING))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    private static Request call(Command command, String scriptOrDigest, String key, Rate rate) {
        return Request.cmd(command)
                .arg(scriptOrDigest)
                .arg(1)
                .arg(key)
                .arg(rate.requests())
                .arg(rate.window().toMillis());
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
