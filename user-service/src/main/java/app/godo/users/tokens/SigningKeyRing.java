package app.godo.users.tokens;

import app.godo.users.tokens.SigningKeySet.Key;
import app.godo.wire.keys.KeyFiles;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
 * <p>So two keys are published for at least twenty-five minutes. All of it follows from the file and the clock: every replica
 * comes to the same, and a restart changes nothing. A file that is broken changes nothing either, and is complained of.
 */
@Singleton
@Startup
class SigningKeyRing {

    private final KeyFiles files;
    private final SigningConfig config;
    private final Clock clock;

    /** When a key came that was not there at the start, whatever it says of itself. */
    private final Map<String, Instant> seenAt = new ConcurrentHashMap<>();

    private volatile SigningKeySet keys;

    SigningKeyRing(KeyFiles files, SigningConfig config, Clock clock) {
        this.files = files;
        this.config = config;
        this.clock = clock;
        this.keys = read();
    }

    /** The one that signs now: the youngest that has been published for long enough. */
    Key signing() {
        var now = clock.instant();
        var all = keys.keys();
        return all.stream()
                .filter(key -> !signsFrom(key).isAfter(now))
                .findFirst()
                .orElse(all.getLast());
    }

    /** The JWK set for verifiers: those that sign, will sign and have signed tokens that still live; nothing secret. */
    String published() {
        var now = clock.instant();
        var all = keys.keys();
        var published = all.stream()
                .filter(key -> !isRetired(key, all, now))
                .map(Key::jwk)
                .toArray(JsonWebKey[]::new);
        return new JsonWebKeySet(published).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Reads the disk: on a worker thread. */
    @Scheduled(every = "${godo.signing.reread:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        try {
            var read = read();
            var known = keys.keys().stream().map(Key::id).collect(Collectors.toSet());
            var now = clock.instant();
            read.keys().stream()
                    .filter(key -> !known.contains(key.id()))
                    .forEach(key -> seenAt.putIfAbsent(key.id(), now));
            keys = read;
        } catch (RuntimeException broken) {
            Log.errorf("signing keys: those from before go on: %s", broken.getMessage());
        }
    }

    private SigningKeySet read() {
        return SigningKeySet.of(
                new String(files.read(SigningKeySet.FILE, SigningKeySet::newKeySet), StandardCharsets.UTF_8));
    }

    private Instant signsFrom(Key key) {
        var seen = seenAt.getOrDefault(key.id(), Instant.EPOCH);
        var since = seen.isAfter(key.madeAt()) ? seen : key.madeAt();
        return since.plus(config.publishedAhead());
    }

    /** One that is younger signs, and has done so for longer than a token lives. */
    private boolean isRetired(Key key, List<Key> all, Instant now) {
        var over = now.minus(AccessTokenMint.LIFE).minus(config.publishedAfter());
        return all.stream().takeWhile(younger -> younger != key).anyMatch(younger -> signsFrom(younger)
                .isBefore(over));
    }
}
