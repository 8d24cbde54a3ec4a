package app.godo.users.verification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import app.godo.users.Newcomer;
import app.godo.users.Work;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

/** What the token of a letter proves, and to whom. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(DeliveredLetters.AsInProduction.class)
class VerifyingAnEmailTest extends DeliveredLetters {

    @Test
    void the_token_of_the_letter_proves_the_mailbox() {
        var newcomer = Newcomer.joined();

        verify(tokenFor(newcomer, 1)).statusCode(200).body("status", is("verified"));

        newcomer.logIn().profile().statusCode(200).body("birth_date", is("1995-06-15"));
    }

    @Test
    @DisplayName("A-29 who signs up learns by no login whether the mailbox was free")
    void a_login_does_not_tell_whether_the_mailbox_was_free() {
        var member = Newcomer.joined();
        verify(tokenFor(member, 1)).statusCode(200);
        var free = new Newcomer(Newcomer.someone().email(), STRANGERS);
        var taken = new Newcomer(member.email(), STRANGERS);
        Newcomer.signUp(free.signup()).statusCode(202);
        Newcomer.signUp(taken.signup()).statusCode(202);

        var answerToFree = free.tryToLogIn(STRANGERS).statusCode(401).extract();
        var answerToTaken = taken.tryToLogIn(STRANGERS).statusCode(401).extract();

        assertThat(answerToFree.body().asString(), is(answerToTaken.body().asString()));
        assertThat(
                answerToFree.headers().asList().toString(),
                is(answerToTaken.headers().asList().toString()));
        member.logIn();
    }

    @Test
    @DisplayName("A-29 a signup does the same password work whether the mailbox is free or taken")
    void a_signup_takes_its_time() {
        var member = Newcomer.joined();
        verify(tokenFor(member, 1)).statusCode(200);

        Work.of(
                        () -> Newcomer.signUp(member.signup()),
                        () -> Newcomer.signUp(Newcomer.someone().signup()))
                .areAlike();
    }

    @Test
    void who_has_not_proven_the_mailbox_has_no_account_yet() {
        var newcomer = Newcomer.joined();

        assertThat(Database.count("select count(*) from users.users where email = $1", newcomer.email()), is(0L));
    }

    @Test
    void a_stranger_who_was_there_first_has_nothing_of_the_owner_s_account() {
        var owner = Newcomer.someone();
        var stranger = new Newcomer(owner.email().toUpperCase(), STRANGERS);
        Newcomer.signUp(stranger.signup()).statusCode(202);
        var described = owner.signup();
        described.put("full_name", "The Owner");
        described.put("birth_date", "1990-01-02");
        Newcomer.signUp(described).statusCode(202);

        verify(tokenFor(owner, 2)).statusCode(200);

        stranger.tryToLogIn(STRANGERS).statusCode(401);
        owner.logIn()
                .profile()
                .body("email", is(owner.email()))
                .body("full_name", is("The Owner"))
                .body("birth_date", is("1990-01-02"));
    }

    @Test
    @DisplayName("A-32 a letter opened later changes nothing of an account whose mailbox is proven")
    void an_account_in_use_is_not_changed_by_a_letter() {
        var owner = Newcomer.someone();
        var stranger = new Newcomer(owner.email(), STRANGERS);
        Newcomer.signUp(stranger.signup()).statusCode(202);
        Newcomer.signUp(owner.signup()).statusCode(202);
        verify(tokenFor(owner, 2, 1)).statusCode(200);
        var session = owner.logIn();

        verify(tokenFor(owner, 2, 0)).statusCode(422).body("code", is("verification-token-invalid"));

        session.profile().statusCode(200);
        stranger.tryToLogIn(STRANGERS).statusCode(401);
        owner.logIn();
    }

    @Test
    void an_account_that_was_never_proven_becomes_that_of_who_proves_the_mailbox() {
        var owner = Newcomer.someone();
        var stranger = new Newcomer(owner.email(), STRANGERS);
        Newcomer.signUp(stranger.signup()).statusCode(202);
        verify(tokenFor(owner, 1)).statusCode(200);
        var strangersSession = stranger.logIn();
        var account = owner.id();
        strangersSession
                .call("POST", "/users/consents", Map.of("kind", "marketing", "version", "1", "granted", true))
                .statusCode(200);
        Database.sql("update users.users set email_verified_at = null where id = $1", account);
        Newcomer.signUp(owner.signup()).statusCode(202);

        verify(tokenFor(owner, 2)).statusCode(200);

        strangersSession.profile().statusCode(401);
        strangersSession.tryToRefresh().statusCode(401);
        stranger.tryToLogIn(STRANGERS).statusCode(401);
        var owners = owner.logIn();
        owners.profile().statusCode(200).body("birth_date", is("1995-06-15"));
        owners.call("GET", "/users/consents", null).body("items[0].withdrawn_at", notNullValue());
        assertThat(owner.id(), is(account));
    }

    @Test
    @DisplayName("A-32 five guesses at a letter's token and it is dead")
    void a_token_that_was_guessed_at_is_dead() {
        var newcomer = Newcomer.joined();
        var token = tokenFor(newcomer, 1);
        for (var guess = 0; guess < 5; guess++) {
            verify("gv1_" + guess + token.substring(4)).statusCode(422);
        }

        verify(token).statusCode(422).body("code", is("verification-token-invalid"));
    }

    @Test
    void four_guesses_are_forgiven() {
        var newcomer = Newcomer.joined();
        var token = tokenFor(newcomer, 1);
        for (var guess = 0; guess < 4; guess++) {
            verify("gv1_" + guess + token.substring(4)).statusCode(422);
        }

        verify(token).statusCode(200);
    }

    @Test
    void others_are_told_of_a_newcomer_when_the_mailbox_is_proven() {
        var newcomer = Newcomer.joined();
        verify(tokenFor(newcomer, 1)).statusCode(200);

        var id = newcomer.id();
        Topic.await(
                Topics.USERS, UserFact.Joined.class, joined -> joined.userId().equals(id));
    }

    @Test
    @DisplayName("A-32 a token works once")
    void a_token_works_once() {
        var token = tokenFor(Newcomer.joined(), 1);
        verify(token).statusCode(200);

        verify(token).statusCode(422).body("code", is("verification-token-invalid"));
    }

    @Test
    @DisplayName("A-32 a token works for ten minutes, and who signs up again gets another one")
    void a_token_works_for_ten_minutes() {
        var newcomer = Newcomer.joined();
        var late = tokenFor(newcomer, 1);
        clock.forward(Duration.ofMinutes(10));

        verify(late).statusCode(422);

        newcomer.tryToLogIn(newcomer.password()).statusCode(401);
        Newcomer.signUp(newcomer.signup()).statusCode(202);
        verify(tokenFor(newcomer, 2)).statusCode(200);
        newcomer.logIn();
    }

    @Test
    @DisplayName("A-32 a token is kept as its hash")
    void a_token_is_kept_as_its_hash() {
        var newcomer = Newcomer.joined();
        var token = tokenFor(newcomer, 1);

        var rows = Database.sql("select * from users.signups where email = $1", newcomer.email());

        assertThat(rows, hasSize(1));
        assertThat(rows.getFirst().deepToString().contains(token.substring(4)), is(false));
        assertThat(rows.getFirst().getBuffer("token_hash").length(), is(32));
    }
}
