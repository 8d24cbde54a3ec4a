package app.godo.users.passwords;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Hashes and checks passwords (Argon2id) on a few threads with a short queue: never on an event loop, never without bound. */
@Singleton
@Startup
public class Passwords {

    private final PasswordConfig config;
    private final Vertx vertx;
    private final Argon2 argon2 = Argon2Factory.create(Argon2Types.ARGON2id);
    private final ThreadPoolExecutor workers;

    Passwords(PasswordConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        this.workers = new ThreadPoolExecutor(
                config.threads(),
                config.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.queue()),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
    }

    /**
     * What a check found.
     *
     * @param outdated it matches, but was hashed when less was asked for
     */
    public record Check(boolean matches, boolean outdated) {}

    /** The encoded hash of a password. */
    public Uni<String> hash(String password) {
        return onWorker(() -> hashNow(password));
    }

    /** Checks a password. Where there is no account the hash is null, and it takes as long as if there were. */
    public Uni<Check> check(String password, String hash) {
        return onWorker(() -> {
            if (hash == null) {
                hashNow(password);
                return new Check(false, false);
            }
            return new Check(argon2.verify(hash, bytes(password)), needsRehash(hash));
        });
    }

    private boolean needsRehash(String hash) {
        return argon2.needsRehash(hash, config.iterations(), config.memory(), config.parallelism());
    }

    private String hashNow(String password) {
        return argon2.hash(config.iterations(), config.memory(), config.parallelism(), bytes(password));
    }

    private static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }

    private <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(workers)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> new Busy())
                .emitOn(MutinyHelper.executor(vertx.getOrCreateContext()));
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }
}
