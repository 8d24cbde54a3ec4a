package app.godo.users.tokens;

import app.godo.users.tokens.SigningKeySet.Key;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.keys.KeyFiles;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import jakarta.inject.Singleton;

/**
 * The keys of access tokens as time goes by. The key file is read again every few seconds, so that a key is rotated by adding the
 * next one to it, with the time as its {@code iat}:
 *
 * <ol>
 *   <li>it is published at once, and the one before goes on signing;
 *   <li>ten minutes after that it signs: every verifier fetches the keys anew within five;
 *   <li>the one before is published until its last token has expired, and five minutes more, and then no longer: it may be taken
 *       out of the file.
 * </ol>
 *
 * <p>So two keys are published for at least twenty-five minutes. All of it follows from the file, the clock and when the fleet first
 * saw a key, which is on record: a key that came late waits all the same, every replica comes to the same, and a restart changes
 * nothing. A file that is broken changes nothing either, nor does one of which nothing can be put on record: both are complained of.
 */
@Singleton
@Startup
class SigningKeyRing {

    private final KeyFiles files;
    private final SeenKeys seenKeys;
    private final SigningConfig config;
    private final Clock clock;
    private final Vertx vertx;

    private volatile Known known;

    SigningKeyRing(KeyFiles files, SeenKeys seenKeys, SigningConfig config, Clock clock, Vertx vertx) {
        this.files = files;
        this.seenKeys = seenKeys;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.known = new Known(read(), Map.of());
    }

    /** @param seenAt when each was first seen; nothing before the record was read */
    private record Known(SigningKeySet set, Map<String, Instant> seenAt) {}

    /** The one that signs now: the youngest that has been published for long enough. */
    Key signing() {
        var now = clock.instant();
        var all = known;
        return all.set().keys().stream()
                .filter(key -> !signsFrom(key, all).isAfter(now))
                .findFirst()
                .orElse(all.set().keys().getLast());
    }

    /** The JWK set for verifiers: those that sign, will sign and have signed tokens that still live; nothing secret. */
    String published() {
        var now = clock.instant();
        var all = known;
        var published = all.set().keys().stream()
                .filter(key -> !isRetired(key, all, now))
                .map(Key::jwk)
                .toArray(JsonWebKey[]::new);
        return new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Whether it is known of each key when it was first seen. */
    boolean onRecord() {
        return !known.seenAt().isEmpty();
    }

    /** A key is taken once it is on record. */
    @Scheduled(every = "${godo.signing.reread:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reread() {
        return vertx.executeBlocking(this::read, false)
                .chain(read -> seenKeys.see(read.keys().stream().map(Key::id).toList(), clock.instant())
                        .invoke(seenAt -> known = new Known(read, seenAt)))
                .onFailure()
                .invoke(broken -> Log.errorf("signing keys: those from before go on: %s", broken.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Reads the disk: at start, or on a worker thread. */
    private SigningKeySet read() {
        return SigningKeySet.of(
                new String(files.read(SigningKeySet.FILE, SigningKeySet::newKeySet), StandardCharsets.UTF_8));
    }

    private Instant signsFrom(Key key, Known all) {
        var seen = all.seenAt().getOrDefault(key.id(), Instant.EPOCH);
        var since = seen.isAfter(key.madeAt()) ? seen : key.madeAt();
        return since.plus(config.publishedAhead());
    }

    /** One that is younger signs, and has done so for longer than a token lives. */
    private boolean isRetired(Key key, Known all, Instant now) {
        var over = now.minus(AccessToken.LIFE).minus(config.publishedAfter());
        return all.set().keys().stream()
                .takeWhile(younger -> younger != key)
                .anyMatch(younger -> signsFrom(younger, all).isBefore(over));
    }
}
