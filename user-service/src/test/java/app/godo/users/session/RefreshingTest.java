package app.godo.users.session;

import static app.godo.users.SignedIn.present;
import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RefreshingTest {

    private static final Duration PAST_THE_GRACE = Duration.ofSeconds(11);

    @Inject
    MovableClock clock;

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-01 a refresh brings two new tokens and marks the old one used")
    void a_refresh_brings_two_new_tokens() {
        var first = Newcomer.joined().logIn();

        var second = first.refresh();

        assertThat(second.refreshToken(), is(not(first.refreshToken())));
        assertThat(second.accessToken(), is(not(first.accessToken())));
        assertThat(
                count(
                        "select count(*) from users.refresh_tokens where token_hash = $1 and used_at is not null",
                        new OpaqueToken(first.refreshToken()).hash()),
                is(1L));
        assertThat(second.session(), is(first.session()));
        second.profile().statusCode(200);
    }

    @Test
    void a_refresh_answers_like_a_login() {
        var newcomer = Newcomer.joined();

        newcomer.logIn()
                .tryToRefresh()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", is("Bearer"))
                .body("expires_in", is(600))
                .body("user.email", is(newcomer.email()));
    }

    @Test
    @DisplayName("A-02 twenty refreshes at once bring one and the same token")
    void twenty_refreshes_at_once_bring_one_token() {
        var first = Newcomer.joined().logIn();

        var current = first.refreshToken();

        for (var round = 0; round < 5; round++) {
            var answers = atOnce(20, current);

            answers.forEach(answer -> answer.statusCode(200));
            var tokens = answers.stream().map(RefreshingTest::tokenIn).collect(Collectors.toSet());
            assertThat(tokens, hasSize(1));
            assertThat(unusedIn(first), is(1L));
            current = tokens.iterator().next();
        }
    }

    @Test
    @DisplayName("A-03 after a lost answer the same token comes again, an hour later too")
    void after_a_lost_answer_the_same_token_comes_again() {
        var first = Newcomer.joined().logIn();
        var lost = first.refresh();
        clock.forward(Duration.ofHours(1));

        var again = first.refresh();

        assertThat(again.refreshToken(), is(lost.refreshToken()));
        assertThat(unusedIn(first), is(1L));
        again.refresh().profile().statusCode(200);
    }

    @Test
    void within_the_grace_the_same_child_comes_even_when_it_is_in_use() {
        var first = Newcomer.joined().logIn();
        var second = first.refresh();
        var third = second.refresh();

        assertThat(first.refresh().refreshToken(), is(second.refreshToken()));
        assertThat(second.refresh().refreshToken(), is(third.refreshToken()));
    }

    @Test
    @DisplayName("A-04 an old token ends the session, and the end holds although the answer is 401")
    void an_old_token_ends_the_session() {
        var first = Newcomer.joined().logIn();
        var third = first.refresh().refresh();
        clock.forward(PAST_THE_GRACE);

        first.tryToRefresh().statusCode(401).body("code", is("refresh-token-reused"));

        third.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
        third.profile().statusCode(401);
        first.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
    }

    @Test
    @DisplayName("A-04 the end of a copied session is told to the other services")
    void the_end_of_a_copied_session_is_told() {
        var newcomer = Newcomer.joined();
        var first = newcomer.logIn();
        first.refresh().refresh();
        clock.forward(PAST_THE_GRACE);

        first.tryToRefresh().statusCode(401);

        var fact = Topic.await(Topics.USERS, UserFact.SessionEnded.class, told -> told.sessionId()
                .equals(first.session()));
        assertThat(fact.userId(), is(newcomer.id()));
        assertThat(fact.reason(), is("refresh-token-reused"));
        assertThat(fact.until(), is(fact.at().plus(Duration.ofMinutes(10))));
    }

    @Test
    @DisplayName("C.5 the owner of a copied session is told by one letter, however often the copy comes again")
    void the_owner_of_a_copied_session_is_told_once() {
        var newcomer = Newcomer.joined();
        var first = newcomer.logIn();
        var third = first.refresh().refresh();
        clock.forward(PAST_THE_GRACE);

        atOnce(4, first.refreshToken()).forEach(answer -> answer.statusCode(401));
        third.tryToRefresh().statusCode(401);

        assertThat(Collections.frequency(Mailbox.subjects(newcomer.email()), "A session of yours was ended"), is(1));
    }

    @Test
    void a_copied_session_ends_alone() {
        var newcomer = Newcomer.joined();
        var copied = newcomer.logIn();
        var otherDevice = newcomer.logIn();
        copied.refresh().refresh();
        clock.forward(PAST_THE_GRACE);

        copied.tryToRefresh().statusCode(401);

        otherDevice.refresh().profile().statusCode(200);
    }

    @Test
    @DisplayName("A-05 two who present one token at once never get two lines of tokens")
    void a_fork_never_makes_two_lines() {
        var first = Newcomer.joined().logIn();
        var current = first.refresh();
        clock.forward(PAST_THE_GRACE);

        var answers = atOnce(2, current.refreshToken());
        clock.forward(PAST_THE_GRACE);

        var tokens = answers.stream().map(RefreshingTest::tokenIn).collect(Collectors.toSet());
        assertThat(tokens, hasSize(1));
        assertThat(unusedIn(first), is(1L));
        // one of the two goes on twice; the other one's copy is then a copy
        SignedIn.present(tokens.iterator().next()).statusCode(200);
        clock.forward(PAST_THE_GRACE);
        first.tryToRefresh().statusCode(401).body("code", is("refresh-token-reused"));
        assertThat(
                count("select count(*) from users.sessions where id = $1 and revoked_at is not null", first.session()),
                is(1L));
    }

    @Test
    @DisplayName("A-06 a session ends after 180 days, however often it is used")
    void a_session_ends_after_180_days() {
        var signedIn = Newcomer.joined().logIn();
        for (var month = 0; month < 5; month++) {
            clock.forward(Duration.ofDays(30));
            signedIn = signedIn.refresh();
        }
        clock.forward(Duration.ofDays(29));
        signedIn = signedIn.refresh();

        clock.forward(Duration.ofDays(2));

        signedIn.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
    }

    @Test
    @DisplayName("A-07 a session ends after 60 days without use")
    void a_session_ends_after_60_idle_days() {
        var newcomer = Newcomer.joined();
        var kept = newcomer.logIn();
        clock.forward(Duration.ofDays(59));
        kept = kept.refresh();

        clock.forward(Duration.ofDays(61));

        kept.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
    }

    @Test
    @DisplayName("A-07 the parent of an idle token revives nothing")
    void the_parent_of_an_idle_token_revives_nothing() {
        var first = Newcomer.joined().logIn();
        first.refresh();

        clock.forward(Duration.ofDays(61));

        first.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
    }

    @Test
    @DisplayName("A-18 an access token is no refresh token, nor the other way round")
    void tokens_are_not_mixed_up() {
        var signedIn = Newcomer.joined().logIn();

        present("gr1_" + "A".repeat(43)).statusCode(401).body("code", is("refresh-token-invalid"));
        present(signedIn.accessToken().substring(0, 200)).statusCode(401);
        new SignedIn(signedIn.refreshToken(), "").profile().statusCode(401);
    }

    @Test
    void whoever_is_switched_off_cannot_carry_on() {
        var newcomer = Newcomer.joined();
        var signedIn = newcomer.logIn();
        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", newcomer.id());

        signedIn.tryToRefresh().statusCode(401).body("code", is(not("refresh-token-reused")));
    }

    private static List<ValidatableResponse> atOnce(int times, String refreshToken) {
        var start = new CyclicBarrier(times);
        try (var threads = Executors.newFixedThreadPool(times)) {
            var answers = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return present(refreshToken);
                    }))
                    .toList();
            return answers.stream().map(RefreshingTest::get).toList();
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String tokenIn(ValidatableResponse answer) {
        return answer.extract().jsonPath().getString("refresh_token");
    }

    private static long unusedIn(SignedIn signedIn) {
        return count(
                "select count(*) from users.refresh_tokens where session_id = $1 and used_at is null",
                signedIn.session());
    }
}
