package app.godo.users.verification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import app.godo.users.Newcomer;
import app.godo.users.Samples;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** How often letters come, to whom, and until when they are remembered. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(DeliveredLetters.AsInProduction.class)
class AskingForLettersTest extends DeliveredLetters {

    private static final UUID ID = UUID.randomUUID();

    @Inject
    ForgetProofs forgetProofs;

    @Test
    void a_letter_comes_again_and_the_one_before_opens_nothing() {
        var newcomer = Newcomer.someone();
        var signup = signupOf(newcomer);
        var lost = tokenFor(newcomer, 1);

        resend(signup).statusCode(202).body("status", is("verification_sent"));

        var again = tokenFor(newcomer, 2);
        verify(lost).statusCode(422);
        verify(again).statusCode(200);
        newcomer.logIn();
    }

    @Test
    @DisplayName("A-32 who asks for their letter again gets their own signup, not a stranger's with the same mailbox")
    void a_stranger_s_signup_does_not_come_again() {
        var owner = Newcomer.someone();
        var signup = signupOf(owner);
        tokenFor(owner, 1);
        var stranger = new Newcomer(owner.email(), "a stranger's long password");
        signupOf(stranger);
        tokenFor(owner, 2);

        resend(signup).statusCode(202);

        verify(tokenFor(owner, 3)).statusCode(200);
        owner.logIn();
        stranger.tryToLogIn(stranger.password()).statusCode(401);
    }

    @Test
    void a_letter_comes_again_after_the_last_one_has_expired() {
        var newcomer = Newcomer.someone();
        var signup = signupOf(newcomer);
        tokenFor(newcomer, 1);
        clock.forward(Duration.ofHours(1));

        resend(signup).statusCode(202);

        verify(tokenFor(newcomer, 2)).statusCode(200);
    }

    @Test
    void letters_that_come_again_flood_nobody() {
        var newcomer = Newcomer.someone();
        var signup = signupOf(newcomer);

        for (var times = 0; times < 8; times++) {
            resend(signup).statusCode(202);
        }

        Awaitility.await().until(() -> lettersTo(newcomer).size() == 5);
        verify(tokenFor(newcomer, 5)).statusCode(200);
    }

    @Test
    @DisplayName("A-29 who asks for a letter again learns nothing, whether there is an account or not")
    void asking_again_tells_nothing() {
        var member = Newcomer.someone();
        var proven = signupOf(member);
        verify(tokenFor(member, 1)).statusCode(200);

        var answers = Stream.of(
                        proven, signupOf(Newcomer.someone()), UUID.randomUUID().toString())
                .map(signup -> resend(signup).statusCode(202).extract())
                .map(answer -> answer.headers() + answer.body().asString())
                .distinct()
                .toList();

        assertThat(answers, hasSize(1));
        assertThat(lettersTo(member), hasSize(1));
    }

    @Test
    void who_has_an_account_is_told_once_in_ten_minutes_that_somebody_wants_it() {
        var member = Newcomer.joined();
        verify(tokenFor(member, 1)).statusCode(200);

        for (var times = 0; times < 4; times++) {
            Newcomer.signUp(member.signup()).statusCode(202);
        }

        Awaitility.await().until(() -> lettersTo(member).size() == 2);
        assertThat(lettersTo(member).getLast(), startsWith("Someone, perhaps you"));
        clock.forward(Duration.ofMinutes(10));
        Newcomer.signUp(member.signup()).statusCode(202);
        Awaitility.await().until(() -> lettersTo(member).size() == 3);
    }

    @Test
    void a_mailbox_is_not_flooded_with_letters() {
        var newcomer = Newcomer.someone();

        for (var times = 0; times < 8; times++) {
            Newcomer.signUp(newcomer.signup()).statusCode(202);
        }

        Awaitility.await().until(() -> lettersTo(newcomer).size() == 5);
        clock.forward(Duration.ofMinutes(10));
        Newcomer.signUp(newcomer.signup()).statusCode(202);
        Awaitility.await().until(() -> lettersTo(newcomer).size() == 6);
    }

    @Test
    void letters_that_nobody_opened_are_forgotten() {
        var newcomer = Newcomer.joined();
        Database.sql("insert into users.allowances (subject, spent, since) values ('\\x0102', 1, now())");
        Database.sql("insert into users.users (id, email) values ($1, $2)", ID, "c-" + newcomer.email());
        Database.sql("""
                insert into users.phone_codes (user_id, hmac, cipher, code_hash, expires_at)
                values ($1, '\\x01', '\\x02', '\\x03', now() + interval '10 minutes')""", ID);
        forgetProofs.forget().await().indefinitely();
        assertThat(kept(newcomer), is(1L));
        assertThat(countsAndCodes(), is(2L));
        clock.forward(Duration.ofDays(2));

        forgetProofs.forget().await().indefinitely();

        assertThat(kept(newcomer), is(0L));
        assertThat(countsAndCodes(), is(0L));
    }

    private static long countsAndCodes() {
        return Database.count("""
                select (select count(*) from users.allowances where subject = '\\x0102')
                    + (select count(*) from users.phone_codes where user_id = $1)""", ID);
    }

    @Test
    void nobody_reads_letters_here() {
        given().queryParam("to", "a@example.org")
                .get("/api/v1/dev/mail")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    @DisplayName("A-29 who asks for a letter again waits as long for one that comes as for none")
    void asking_again_takes_as_long_for_none() {
        var waiting = signupOf(Newcomer.someone());
        var nobody = UUID.randomUUID().toString();

        Samples.of(() -> resend(waiting), () -> resend(nobody)).areAlike();
    }

    @Test
    @DisplayName("A-39 a stranger who signs up with somebody's mailbox again and again does not keep its owner out")
    void a_stranger_does_not_use_up_the_letters_of_the_owner() {
        var owner = Newcomer.someone();
        for (var times = 0; times < 8; times++) {
            signUpFrom("10.1.2.3", new Newcomer(owner.email(), STRANGERS));
        }
        Awaitility.await().until(() -> lettersTo(owner).size() == 5);

        signUpFrom("10.3.2.1", owner);

        verify(tokenFor(owner, 6)).statusCode(200);
        owner.logIn();
    }

    @Test
    @DisplayName("A-39 from however many addresses, a mailbox gets twenty letters in ten minutes and no more")
    void a_crowd_does_not_flood_a_mailbox() {
        var newcomer = Newcomer.someone();
        for (var times = 0; times < 24; times++) {
            signUpFrom("10.1.2." + times % 6, newcomer);
        }

        assertThat(kept(newcomer), is(20L));
    }

    private static void signUpFrom(String address, Newcomer newcomer) {
        given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(newcomer.signup())
                .post("/api/v1/auth/signup")
                .then()
                .statusCode(202);
    }

    private static long kept(Newcomer newcomer) {
        return Database.count("select count(*) from users.signups where email = $1", newcomer.email());
    }
}
