package app.godo.users.tokens;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.MovableClock;
import app.godo.wire.keys.KeyFiles;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class RotatingKeysTest {

    private static final SigningConfig CONFIG = new SigningConfig() {
        @Override
        public Duration reread() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration publishedAhead() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration publishedAfter() {
            return Duration.ofMinutes(5);
        }
    };

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final JsonWebKey first = SigningKeySet.newKey(Instant.EPOCH);
    private SigningKeyRing ring;

    @BeforeEach
    void begin() throws Exception {
        write(first);
        ring = new SigningKeyRing(KeyFiles.in(folder), CONFIG, clock);
    }

    @Test
    @DisplayName(
            "A-21 R-AUTH-6 the next key is published at once, signs later, and the last one goes when its tokens have")
    void keys_follow_one_another() throws Exception {
        var next = SigningKeySet.newKey(clock.instant());
        write(first, next);
        ring.reread();

        assertThat(signing(), is(first.getKeyId()));
        assertThat(published(), containsInAnyOrder(first.getKeyId(), next.getKeyId()));

        clock.forward(Duration.ofSeconds(599));
        assertThat(signing(), is(first.getKeyId()));

        clock.forward(Duration.ofSeconds(2));
        assertThat(signing(), is(next.getKeyId()));

        clock.forward(Duration.ofSeconds(15 * 60 - 2));
        assertThat(published(), containsInAnyOrder(first.getKeyId(), next.getKeyId()));

        clock.forward(Duration.ofSeconds(3));
        assertThat(published(), contains(next.getKeyId()));
    }

    @Test
    @DisplayName("A-21 a key that says it is old does not sign before verifiers have it")
    void a_key_that_came_late_waits_all_the_same() throws Exception {
        var late = SigningKeySet.newKey(clock.instant().minus(Duration.ofDays(1)));
        write(first, late);
        ring.reread();

        assertThat(signing(), is(first.getKeyId()));

        clock.forward(Duration.ofMinutes(11));
        ring.reread();
        assertThat(signing(), is(late.getKeyId()));
    }

    @Test
    void a_restart_changes_nothing() throws Exception {
        var next = SigningKeySet.newKey(clock.instant());
        write(next, first);
        clock.forward(Duration.ofMinutes(5));

        var restarted = new SigningKeyRing(KeyFiles.in(folder), CONFIG, clock);

        assertThat(restarted.signing().id(), is(first.getKeyId()));
        clock.forward(Duration.ofMinutes(6));
        assertThat(restarted.signing().id(), is(next.getKeyId()));
    }

    @Test
    void the_only_key_there_is_signs() throws Exception {
        var young = SigningKeySet.newKey(clock.instant());
        write(young);

        assertThat(
                new SigningKeyRing(KeyFiles.in(folder), CONFIG, clock).signing().id(), is(young.getKeyId()));
    }

    @Test
    void a_broken_file_changes_nothing() throws Exception {
        Files.writeString(folder.resolve(SigningKeySet.FILE), "{\"keys\": [");

        ring.reread();

        assertThat(signing(), is(first.getKeyId()));
        assertThrows(IllegalStateException.class, () -> new SigningKeyRing(KeyFiles.in(folder), CONFIG, clock));
    }

    @Test
    @DisplayName("A-22 nothing that is published is secret")
    void nothing_that_is_published_is_secret() {
        assertThat(ring.published().contains("\"d\""), is(false));
    }

    private String signing() {
        return ring.signing().id();
    }

    private List<String> published() throws Exception {
        return new JsonWebKeySet(ring.published())
                .getJsonWebKeys().stream().map(JsonWebKey::getKeyId).toList();
    }

    private void write(JsonWebKey... keys) throws Exception {
        Files.writeString(
                folder.resolve(SigningKeySet.FILE), new JsonWebKeySet(keys).toJson(OutputControlLevel.INCLUDE_PRIVATE));
    }
}
