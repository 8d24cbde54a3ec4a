package app.godo.users.tokens;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;

/** A service that verifies its tokens by the keys it publishes, as every other service does. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(RotatingUnderLoadTest.ByPublishedKeys.class)
class RotatingUnderLoadTest {

    private static final Path KEYS = Path.of("target", "rotating-keys").toAbsolutePath();

    public static class ByPublishedKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var port = Integer.toString(FreePort.any());
            return Map.of(
                    "godo.keys.directory",
                    KEYS.toString(),
                    "quarkus.http.test-port",
                    port,
                    "godo.auth.jwks-url",
                    "http://127.0.0.1:" + port + "/api/v1/.well-known/jwks.json",
                    "godo.auth.jwks-refresh",
                    "1s",
                    "godo.signing.reread",
                    "1s");
        }
    }

    @Inject
    MovableClock clock;

    @Inject
    SigningKeyRing ring;

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-21 while keys rotate no valid request is refused, and the old key's tokens end with it")
    void keys_rotate_under_load() throws Exception {
        var old = ring.signing();
        var stop = new AtomicBoolean();
        var answered = new AtomicInteger();
        var refused = new ConcurrentLinkedQueue<Integer>();
        var session = Newcomer.joined().logIn();
        var fromBefore = session;
        var load = Thread.ofPlatform().start(() -> use(session, stop, answered, refused));

        var next = SigningKeySet.newKey(clock.instant());
        Files.writeString(
                KEYS.resolve(SigningKeySet.FILE),
                new JsonWebKeySet(old.jwk(), next).toJson(OutputControlLevel.INCLUDE_PRIVATE));
        Awaitility.await().until(() -> ring.published().contains(next.getKeyId()));
        // verifiers have fetched it by the time it signs
        Thread.sleep(2500);
        clock.forward(Duration.ofMinutes(9));
        Thread.sleep(500);
        clock.forward(Duration.ofMinutes(2));
        Awaitility.await().until(() -> kidOf(Newcomer.joined().logIn()).equals(next.getKeyId()));
        Thread.sleep(1000);
        stop.set(true);
        load.join();

        assertThat(refused, is(empty()));
        assertThat(answered.get(), is(greaterThan(50)));
        clock.forward(Duration.ofMinutes(16));
        assertThat(ring.published().contains(old.id()), is(false));
        fromBefore.profile().statusCode(401);
        assertThat(kidOf(Newcomer.joined().logIn()), is(not(old.id())));
    }

    /** As an app does: a new pair of tokens now and then, and calls in between. */
    private static void use(
            SignedIn session, AtomicBoolean stop, AtomicInteger answered, ConcurrentLinkedQueue<Integer> refused) {
        var tokens = session;
        while (!stop.get()) {
            tokens = tokens.refresh();
            for (var call = 0; call < 3; call++) {
                var status = tokens.profile().extract().statusCode();
                answered.incrementAndGet();
                if (status != 200) {
                    refused.add(status);
                }
            }
        }
    }

    private static String kidOf(SignedIn session) throws Exception {
        var token = new JsonWebSignature();
        token.setCompactSerialization(session.accessToken());
        return token.getKeyIdHeaderValue();
    }
}
