package app.godo.users.throttle;

import app.godo.users.secrets.Pepper;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import jakarta.inject.Singleton;

/**
 * Slows who guesses passwords. Each attempt counts as a failure before it is looked at, so that a hundred at once are no better
 * than one after the other; one that succeeds is taken back. From the fifth failure on each costs a pause, twice the last one,
 * at most a quarter of an hour.
 *
 * <p>An account is slowed by whoever guesses at it, from however many addresses, and that must not keep its owner out: a device
 * that has signed in before shows the secret it was given then ({@code device.token}) and is counted for itself alone. That
 * secret opens nothing: it only chooses whose failures count.
 */
@Singleton
public class Throttle {

    private final SharedFailures shared;
    private final KeptFailures kept;
    private final Pepper pepper;
    private final ThrottleConfig config;
    private final SecurityLog securityLog;
    private final boolean dev;

    Throttle(
            SharedFailures shared,
            KeptFailures kept,
            Pepper pepper,
            ThrottleConfig config,
            SecurityLog securityLog,
            @ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        this.shared = shared;
        this.kept = kept;
        this.pepper = pepper;
        this.config = config;
        this.securityLog = securityLog;
        this.dev = dev;
    }

    /**
     * Does the work unless one of the subjects has to wait.
     *
     * @param wrong what the work fails with when the password was wrong; of any other failure nobody has learnt anything
     */
    public <T> Uni<T> attempt(List<Subject> subjects, Class<? extends Refusal> wrong, Supplier<Uni<T>> work) {
        var counted = subjects.stream().filter(subject -> !spared(subject)).toList();
        return Multi.createFrom()
                .iterable(counted)
                .onItem()
                .transformToUniAndConcatenate(this::count)
                .collect()
                .asList()
                .chain(attempts -> work.get()
                        .onFailure(failure -> !wrong.isInstance(failure))
                        .call(() -> forAll(attempts, this::uncount))
                        .call(() -> forAll(attempts, this::settle)));
    }

    /** What has been counted of it counts no more: somebody has proven another way who they are. */
    public Uni<Void> forgive(Subject subject) {
        return forget(new Attempt(subject, pepper.of(subject.kind(), subject.name()), null))
                .onFailure()
                .invoke(away -> Log.warnf("throttle: not forgiven: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** One that was counted, and the pause it has earned. */
    private record Attempt(Subject subject, Buffer name, Instant pause) {
        String key() {
            return keyOf(subject, name);
        }
    }

    private boolean spared(Subject subject) {
        return dev && config.devSparesLoopback() && subject.isLoopback();
    }

    private Uni<Attempt> count(Subject subject) {
        var name = pepper.of(subject.kind(), subject.name());
        var free = subject.shared() ? config.freeOfAddress() : config.freeOfAccount();
        return shared.attempt(keyOf(subject, name), free)
                .onFailure()
                .invoke(away -> Log.debugf("throttle: Postgres counts: %s", away.getMessage()))
                .onFailure()
                .recoverWithUni(away -> kept.attempt(name, free))
                .invoke(counted -> refuse(subject, counted.delay()))
                .map(counted -> new Attempt(subject, name, counted.pause()));
    }

    private void refuse(Subject subject, Duration pause) {
        if (!pause.isZero()) {
            securityLog.note("throttled", null, null, subject.kind());
            throw new TooManyAttempts(pause);
        }
    }

    private static Uni<Void> forAll(List<Attempt> attempts, Function<Attempt, Uni<Void>> what) {
        return Multi.createFrom()
                .iterable(attempts)
                .onItem()
                .transformToUniAndConcatenate(what::apply)
                .onItem()
                .ignoreAsUni();
    }

    /** The pause it may have brought stays: somebody could keep us busy to be rid of it. */
    private Uni<Void> uncount(Attempt attempt) {
        return takeBack(attempt, null);
    }

    /** Of an address only this attempt: whoever has one account would guess at all others between two sign-ins. */
    private Uni<Void> settle(Attempt attempt) {
        return attempt.subject().shared() ? takeBack(attempt, attempt.pause()) : forget(attempt);
    }

    private Uni<Void> takeBack(Attempt attempt, Instant pause) {
        return shared.takeBack(attempt.key(), pause)
                .onFailure()
                .recoverWithUni(away -> kept.takeBack(attempt.name(), pause));
    }

    private Uni<Void> forget(Attempt attempt) {
        return shared.forget(attempt.key()).onFailure().recoverWithUni(away -> kept.forget(attempt.name()));
    }

    private static String keyOf(Subject subject, Buffer name) {
        return "{throttle:%s:%s}".formatted(subject.kind(), HexFormat.of().formatHex(name.getBytes()));
    }
}
