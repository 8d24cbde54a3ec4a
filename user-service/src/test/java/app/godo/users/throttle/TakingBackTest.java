package app.godo.users.throttle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jakarta.inject.Inject;

/** Attempts at one address, each of which may turn out to be none: in Redis, and in Postgres. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class TakingBackTest {

    private static final int FREE = 3;

    @Inject
    SharedFailures shared;

    @Inject
    KeptFailures kept;

    private final String address = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A-30 who signs in from an address ends no pause that somebody else there has earned")
    void a_pause_of_others_stays(boolean redis) {
        var innocent = attempt(redis);
        attempt(redis);
        var guess = attempt(redis);
        assertThat(innocent.pause(), is(nullValue()));
        assertThat(guess.pause(), is(notNullValue()));

        takeBack(redis, innocent.pause());

        assertThat(attempt(redis).delay(), is(not(Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A-30 who signs in ends the pause that this very attempt has brought, and is not counted")
    void ones_own_pause_ends(boolean redis) {
        attempt(redis);
        attempt(redis);

        for (var times = 0; times < 4; times++) {
            takeBack(redis, attempt(redis).pause());
        }

        var next = attempt(redis);
        assertThat(next.delay(), is(Duration.ZERO));
        assertThat(next.pause(), is(notNullValue()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A-30 what was forgiven meanwhile is not taken back once more")
    void what_is_forgiven_is_not_taken_back(boolean redis) {
        var innocent = attempt(redis);
        answer(redis ? shared.forget(address) : kept.forget(Buffer.buffer(address)));

        takeBack(redis, innocent.pause());

        attempt(redis);
        attempt(redis);
        assertThat(attempt(redis).pause(), is(notNullValue()));
    }

    private Counted attempt(boolean redis) {
        return answer(redis ? shared.attempt(address, FREE) : kept.attempt(Buffer.buffer(address), FREE));
    }

    private void takeBack(boolean redis, Instant pause) {
        answer(redis ? shared.takeBack(address, pause) : kept.takeBack(Buffer.buffer(address), pause));
    }

    private static <T> T answer(Uni<T> asked) {
        return asked.await().indefinitely();
    }
}
