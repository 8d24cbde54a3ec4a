package app.godo.users.session;

import static app.godo.wire.testing.Database.count;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ForgettingSessionsTest {

    @Inject
    ForgetSessions forgetSessions;

    @Inject
    MovableClock clock;

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    void a_session_that_ended_long_ago_is_forgotten_and_one_that_goes_on_is_not() {
        var newcomer = Newcomer.joined();
        var ended = newcomer.logIn();
        ended.refresh().logOut("").statusCode(204);
        var goesOn = newcomer.logIn();
        clock.forward(Duration.ofDays(31));
        var current = goesOn.refresh();

        forgetSessions.forget().await().indefinitely();

        assertThat(sessions(ended), is(0L));
        assertThat(tokens(ended), is(0L));
        assertThat(tokens(goesOn), is(2L));
        current.refresh();
    }

    @Test
    void old_tokens_of_a_session_that_goes_on_are_forgotten() {
        var first = Newcomer.joined().logIn();
        clock.forward(Duration.ofDays(50));
        var second = first.refresh();
        clock.forward(Duration.ofDays(50));
        var third = second.refresh();

        forgetSessions.forget().await().indefinitely();

        assertThat(tokens(first), is(2L));
        first.tryToRefresh().statusCode(401);
        third.refresh();
    }

    @Test
    @DisplayName(
            "A-09 of a session that went with its account Postgres knows that it is over, as long as its tokens live")
    void a_session_that_went_with_its_account_is_on_record() {
        var newcomer = Newcomer.joined();
        var gone = newcomer.logIn();
        gone.call("DELETE", "/users/account", Map.of("password", newcomer.password()))
                .statusCode(204);
        clock.forward(Duration.ofMinutes(10));
        forgetSessions.forget().await().indefinitely();
        assertThat(onRecord(gone), is(1L));

        clock.forward(Duration.ofMinutes(2));
        forgetSessions.forget().await().indefinitely();

        assertThat(onRecord(gone), is(0L));
    }

    private static long onRecord(SignedIn signedIn) {
        return count("select count(*) from users.ended_sessions() where session_id = $1", signedIn.session());
    }

    private static long sessions(SignedIn signedIn) {
        return count("select count(*) from users.sessions where id = $1", signedIn.session());
    }

    private static long tokens(SignedIn signedIn) {
        return count("select count(*) from users.refresh_tokens where session_id = $1", signedIn.session());
    }
}
