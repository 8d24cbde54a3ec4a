package app.godo.users.credentials;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.Samples;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ResettingAPasswordTest {

    private static final String LETTER = "Choose another password";
    private static final String ANOTHER = "staple battery correct horse";

    @Inject
    MovableClock clock;

    private Newcomer person;

    @BeforeEach
    void join() {
        person = Newcomer.joined();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-32 a reset brings the new password, proves the mailbox and ends every session")
    void a_reset_ends_every_session() {
        var here = person.logIn();
        var there = person.logIn();

        reset(letter(), ANOTHER).statusCode(200);

        here.profile().statusCode(401);
        there.profile().statusCode(401);
        there.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
        person.tryToLogIn(person.password()).statusCode(401);
        new Newcomer(person.email(), ANOTHER).logIn();
        assertThat(
                count("select count(*) from users.users where id = $1 and email_verified_at is not null", person.id()),
                is(1L));
        assertThat(Mailbox.subjects(person.email()).contains("Your password was changed"), is(true));
    }

    @Test
    @DisplayName("A-32 a token works once, and no other letter from before works after it")
    void a_token_works_once() {
        var first = letter();
        var second = letter();

        reset(second, ANOTHER).statusCode(200);

        reset(second, ANOTHER).statusCode(422).body("code", is("reset-token-invalid"));
        reset(first, ANOTHER).statusCode(422).body("code", is("reset-token-invalid"));
    }

    @Test
    @DisplayName("A-32 a token works for ten minutes")
    void a_token_works_for_ten_minutes() {
        var late = letter();
        clock.forward(Duration.ofMinutes(10));

        reset(late, ANOTHER).statusCode(422);

        person.logIn();
    }

    @Test
    @DisplayName("A-32 five guesses at a token and it is dead")
    void a_token_that_was_guessed_at_is_dead() {
        var token = letter();
        for (var guess = 0; guess < 5; guess++) {
            reset("gp1_" + guess + token.substring(4), ANOTHER).statusCode(422);
        }

        reset(token, ANOTHER).statusCode(422).body("code", is("reset-token-invalid"));
    }

    @Test
    @DisplayName("A-32 a token is kept as its hash, and bound to its account")
    void a_token_is_kept_as_its_hash() {
        var other = Newcomer.joined();
        var token = letter();

        reset(token, ANOTHER).statusCode(200);

        other.logIn();
        var rows =
                sql("select * from users.email_tokens where user_id = $1 and purpose = 'reset_password'", person.id());
        assertThat(rows, hasSize(1));
        assertThat(rows.getFirst().deepToString().contains(token.substring(4)), is(false));
        assertThat(rows.getFirst().getBuffer("token_hash").length(), is(32));
    }

    @Test
    @DisplayName("A-18 the token of one letter is none of another")
    void a_token_of_another_letter_is_none() {
        var verification = Mailbox.tokenOf(person.email(), "Is this your e-mail address?");

        reset(verification, ANOTHER).statusCode(422);

        given().auth().oauth2(letter()).get("/api/v1/users/profile").then().statusCode(401);
    }

    @Test
    @DisplayName("A-26 a password that will not do leaves the letter as good as it was")
    void a_password_that_will_not_do_leaves_the_letter() {
        var token = letter();

        reset(token, "qwertyqwerty").statusCode(422).body("errors.pointer", contains("/password"));

        reset(token, ANOTHER).statusCode(200);
    }

    @Test
    @DisplayName("A-29 whether there is an account is told by no answer")
    void whether_there_is_an_account_is_not_told() {
        var answers = Stream.of(person.email(), Newcomer.someone().email(), "nobody@", "a@b.example\u0000")
                .map(email -> forgot(email).statusCode(202).extract())
                .map(answer -> answer.headers() + answer.body().asString())
                .distinct()
                .toList();

        assertThat(answers, hasSize(1));
    }

    @Test
    @DisplayName("A-29 an unknown mailbox takes as long as a known one")
    void an_unknown_mailbox_takes_its_time() {
        var known = person.email();
        var unknown = Newcomer.someone().email();

        Samples.of(() -> forgot(known), () -> forgot(unknown)).areAlike();
    }

    @Test
    void a_mailbox_is_not_flooded_with_letters() {
        for (var times = 0; times < 6; times++) {
            forgot(person.email()).statusCode(202);
        }

        Awaitility.await().until(() -> letters() == 3);
        // what could have come after them has been decided by then
        var other = Newcomer.joined();
        forgot(other.email());
        Mailbox.tokenOf(other.email(), LETTER);
        assertThat(letters(), is(3L));
    }

    @Test
    @DisplayName("R-AUTH-5 a reset among sign-ins waits for nobody for ever, and leaves none of their sessions")
    void a_reset_among_sign_ins() {
        for (var round = 0; round < 3; round++) {
            var newcomer = Newcomer.joined();
            newcomer.logIn();
            forgot(newcomer.email());
            var token = Mailbox.tokenOf(newcomer.email(), LETTER);
            var opened = new ConcurrentLinkedQueue<String>();

            IntStream.range(0, 8).parallel().forEach(one -> {
                if (one == 3) {
                    reset(token, ANOTHER).statusCode(200);
                } else {
                    var answer = newcomer.tryToLogIn(newcomer.password())
                            .statusCode(anyOf(is(200), is(401)))
                            .extract();
                    if (answer.statusCode() == 200) {
                        opened.add(answer.jsonPath().getString("refresh_token"));
                    }
                }
            });

            opened.forEach(refreshToken -> SignedIn.present(refreshToken).statusCode(401));
        }
    }

    @Test
    @DisplayName(
            "A-30 the device in hand stays known after a reset, whoever guesses at the account meanwhile; others do not")
    void the_device_in_hand_stays_known() {
        var inHand = deviceToken();
        var elsewhere = deviceToken();

        post("/reset", Map.of("token", letter(), "password", ANOTHER, "device_token", inHand))
                .statusCode(200);

        person.tryToLogIn(ANOTHER, inHand).statusCode(200).body("device_token", is(inHand));
        person.tryToLogIn(ANOTHER, elsewhere).statusCode(200).body("device_token", is(not(elsewhere)));
    }

    @Test
    @DisplayName("A-30 the device of a reset is known at its next sign-in, until another password is set")
    void the_device_of_a_reset_is_known() {
        var first = reset(letter(), ANOTHER).statusCode(200).header("Cache-Control", "no-store");
        var unused =
                reset(letter(), ANOTHER).statusCode(200).extract().jsonPath().getString("device_token");
        var token =
                reset(letter(), ANOTHER).statusCode(200).extract().jsonPath().getString("device_token");

        person.tryToLogIn(ANOTHER, token).statusCode(200).body("device_token", is(token));
        person.tryToLogIn(ANOTHER, token).statusCode(200).body("device_token", is(token));
        person.tryToLogIn(ANOTHER, unused).statusCode(200).body("device_token", is(not(unused)));
        var before = first.extract().jsonPath().getString("device_token");
        person.tryToLogIn(ANOTHER, before).statusCode(200).body("device_token", is(not(before)));
        assertThat(
                count("select count(*) from users.credentials where user_id = $1 and device_hash is null", person.id()),
                is(1L));
    }

    private String deviceToken() {
        return person.tryToLogIn(person.password(), null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("device_token");
    }

    private String letter() {
        var before = letters();
        forgot(person.email()).statusCode(202).body("status", is("letter_sent"));
        Awaitility.await().until(() -> letters() == before + 1);
        return Mailbox.tokenOf(person.email(), LETTER);
    }

    private long letters() {
        return Mailbox.subjects(person.email()).stream().filter(LETTER::equals).count();
    }

    private static ValidatableResponse forgot(String email) {
        return post("/forgot", Map.of("email", email));
    }

    private static ValidatableResponse reset(String token, String password) {
        return post("/reset", Map.of("token", token, "password", password));
    }

    private static ValidatableResponse post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/password" + path)
                .then();
    }
}
