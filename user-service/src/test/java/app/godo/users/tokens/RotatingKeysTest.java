package app.godo.users.tokens;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.MovableClock;
import app.godo.wire.keys.KeyFiles;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
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

    @Inject
    MovableClock clock;

    @Inject
    SeenKeys seenKeys;

    @Inject
    Vertx vertx;

    private final JsonWebKey first = SigningKeySet.newKey(Instant.EPOCH);
    private SigningKeyRing ring;

    @BeforeEach
    void begin() throws Exception {
        write(first);
        ring = begun();
        reread();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName(
            "A-21 R-AUTH-6 the next key is published at once, signs later, and the last one goes when its tokens have")
    void keys_follow_one_another() throws Exception {
        var next = SigningKeySet.newKey(clock.instant());
        write(first, next);
        reread();

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
        reread();

        assertThat(signing(), is(first.getKeyId()));

        clock.forward(Duration.ofMinutes(11));
        reread();
        assertThat(signing(), is(late.getKeyId()));
    }

    @Test
    @DisplayName("A-21 a replica that begins anew does not believe a key that says it is old")
    void a_restart_does_not_make_a_key_older() throws Exception {
        var late = SigningKeySet.newKey(clock.instant().minus(Duration.ofDays(1)));
        write(first, late);
        reread();
        clock.forward(Duration.ofMinutes(5));

        ring = begun();
        assertThat(ring.onRecord(), is(false));
        reread();

        assertThat(ring.onRecord(), is(true));
        assertThat(signing(), is(first.getKeyId()));
        assertThat(published(), containsInAnyOrder(first.getKeyId(), late.getKeyId()));
        clock.forward(Duration.ofMinutes(6));
        assertThat(signing(), is(late.getKeyId()));
    }

    @Test
    void a_restart_changes_nothing() throws Exception {
        var next = SigningKeySet.newKey(clock.instant());
        write(next, first);
        reread();
        clock.forward(Duration.ofMinutes(5));

        ring = begun();
        reread();

        assertThat(signing(), is(first.getKeyId()));
        clock.forward(Duration.ofMinutes(6));
        assertThat(signing(), is(next.getKeyId()));
    }

    @Test
    void the_only_key_there_is_signs() throws Exception {
        var young = SigningKeySet.newKey(clock.instant());
        write(young);

        assertThat(begun().signing().id(), is(young.getKeyId()));
    }

    @Test
    void a_broken_file_changes_nothing() throws Exception {
        Files.writeString(folder.resolve(SigningKeySet.FILE), "{\"keys\": [");

        reread();

        assertThat(signing(), is(first.getKeyId()));
        assertThrows(IllegalStateException.class, () -> begun());
    }

    @Test
    @DisplayName("A-22 nothing that is published is secret")
    void nothing_that_is_published_is_secret() {
        assertThat(ring.published().contains("\"d\""), is(false));
    }

    private SigningKeyRing begun() {
        return new SigningKeyRing(KeyFiles.in(folder), seenKeys, CONFIG, clock, vertx);
    }

    private void reread() {
        ring.reread().await().indefinitely();
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
