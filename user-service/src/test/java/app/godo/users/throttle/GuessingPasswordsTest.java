package app.godo.users.throttle;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.mail.Mailbox;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(GuessingPasswordsTest.Strict.class)
class GuessingPasswordsTest {

    public static class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // the first pause is longer than a test takes on a busy machine
            return Map.of(
                    "godo.throttle.free-of-account", "5",
                    "godo.throttle.free-of-address", "20",
                    "godo.throttle.first-pause", "1m");
        }
    }

    private static final String WRONG = "a wrong password";
    private static final String ANOTHER = "staple battery correct horse";

    @Inject
    MovableClock clock;

    private Newcomer owner;

    @BeforeEach
    void join() {
        owner = Newcomer.joined();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-30 a hundred guesses at one account from many addresses are not looked at")
    void guesses_at_one_account_are_slowed() {
        var looked = IntStream.range(0, 100)
                .filter(guess ->
                        logIn(owner.email(), WRONG, anywhere(), null).extract().statusCode() == 401)
                .count();

        assertThat(looked, is(lessThanOrEqualTo(12L)));
        logIn(owner.email(), WRONG, anywhere(), null)
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", is("too-many-attempts"));
    }

    @Test
    @DisplayName("A-30 a hundred guesses at once are no better than one after the other")
    void guesses_at_once_are_no_better() {
        var looked = IntStream.range(0, 40)
                .parallel()
                .filter(guess ->
                        logIn(owner.email(), WRONG, anywhere(), null).extract().statusCode() == 401)
                .count();

        assertThat(looked, is(lessThanOrEqualTo(8L)));
    }

    @Test
    @DisplayName("A-30 a sign-in that fails for another reason than the password is no guess")
    void who_knows_the_password_is_not_slowed() {
        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", owner.id());
        var address = anywhere();

        for (var times = 0; times < 8; times++) {
            logIn(owner.email(), owner.password(), address, null)
                    .statusCode(403)
                    .body("code", is("account-deactivated"));
        }
    }

    @Test
    @DisplayName("A-30 guesses from one address at many accounts are slowed")
    void guesses_from_one_address_are_slowed() {
        var address = anywhere();

        var looked = IntStream.range(0, 40)
                .filter(guess -> logIn(Newcomer.someone().email(), WRONG, address, null)
                                .extract()
                                .statusCode()
                        == 401)
                .count();

        assertThat(looked, is(greaterThan(15L)));
        assertThat(looked, is(lessThan(30L)));
        logIn(owner.email(), owner.password(), address, null).statusCode(429);
        logIn(owner.email(), owner.password(), anywhere(), null).statusCode(200);
    }

    @Test
    @DisplayName("A-30 the owner gets in on a known device while others guess")
    void the_owner_gets_in_on_a_known_device() {
        var device = deviceOf(owner);
        exhaust(owner);

        logIn(owner.email(), owner.password(), anywhere(), null).statusCode(429);
        logIn(owner.email(), owner.password(), anywhere(), device).statusCode(200);
        logIn(owner.email(), owner.password(), anywhere(), deviceOf(Newcomer.joined()))
                .statusCode(429);
    }

    @Test
    @DisplayName("A-30 whoever reads the mailbox gets in while others guess, on a device that was never used before")
    void a_reset_lets_its_device_in() {
        exhaust(owner);
        logIn(owner.email(), owner.password(), anywhere(), null).statusCode(429);

        var device = reset();

        logIn(owner.email(), ANOTHER, anywhere(), null).statusCode(200);
        exhaust(owner);
        logIn(owner.email(), ANOTHER, anywhere(), null).statusCode(429);
        logIn(owner.email(), ANOTHER, anywhere(), device).statusCode(200);
    }

    @Test
    @DisplayName("A-30 whoever changes the password is kept out by no guess at the one before")
    void a_change_forgives() {
        var session = owner.logIn();
        exhaust(owner);

        session.call("POST", "/users/password", Map.of("current_password", owner.password(), "new_password", ANOTHER))
                .statusCode(204);

        logIn(owner.email(), ANOTHER, anywhere(), null).statusCode(200);
    }

    @Test
    @DisplayName("A-30 a known device that guesses is slowed by itself")
    void a_known_device_that_guesses_is_slowed() {
        var device = deviceOf(owner);

        var looked = IntStream.range(0, 30)
                .filter(guess -> logIn(owner.email(), WRONG, anywhere(), device)
                                .extract()
                                .statusCode()
                        == 401)
                .count();

        assertThat(looked, is(lessThanOrEqualTo(8L)));
        logIn(owner.email(), owner.password(), anywhere(), null).statusCode(200);
    }

    @Test
    @DisplayName("A-30 nobody is kept out for more than a quarter of an hour")
    void nobody_is_kept_out_for_ever() {
        for (var guess = 0; guess < 20; guess++) {
            clock.forward(Duration.ofMinutes(16));
            logIn(owner.email(), WRONG, anywhere(), null).statusCode(401);
        }
        var wait = logIn(owner.email(), WRONG, anywhere(), null)
                .statusCode(429)
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait), is(lessThanOrEqualTo(900)));

        clock.forward(Duration.ofSeconds(Integer.parseInt(wait)));

        logIn(owner.email(), owner.password(), anywhere(), null).statusCode(200);
    }

    @Test
    void who_gets_it_right_in_time_starts_anew() {
        for (var round = 0; round < 4; round++) {
            for (var guess = 0; guess < 4; guess++) {
                logIn(owner.email(), WRONG, anywhere(), null).statusCode(401);
            }
            logIn(owner.email(), owner.password(), anywhere(), null).statusCode(200);
        }
    }

    @Test
    void whoever_signs_in_costs_their_address_nothing() {
        var address = anywhere();

        for (var times = 0; times < 25; times++) {
            logIn(owner.email(), owner.password(), address, null).statusCode(200);
        }
    }

    @Test
    @DisplayName("A-29 an account that does not exist is slowed like one that does")
    void an_unknown_account_is_slowed_too() {
        var nobody = Newcomer.someone();
        exhaust(nobody);
        exhaust(owner);

        var unknown = logIn(nobody.email(), WRONG, anywhere(), null).statusCode(429);
        var known = logIn(owner.email(), WRONG, anywhere(), null).statusCode(429);

        assertThat(
                unknown.extract().body().asString(), is(known.extract().body().asString()));
    }

    @Test
    @DisplayName("A-27 who found a phone guesses no faster at its password")
    void guesses_of_a_session_are_slowed() {
        var session = owner.logIn();
        var guess = Map.of("current_password", WRONG, "new_password", "whatever it would be");

        var looked = IntStream.range(0, 20)
                .filter(one ->
                        session.call("POST", "/users/password", guess).extract().statusCode() == 403)
                .count();

        assertThat(looked, is(lessThanOrEqualTo(8L)));
        owner.logIn();
    }

    private static void exhaust(Newcomer person) {
        for (var guess = 0; guess < 10; guess++) {
            logIn(person.email(), WRONG, anywhere(), null);
        }
    }

    /** What the device is known by that it was done on. */
    private String reset() {
        post("/forgot", Map.of("email", owner.email())).statusCode(202);
        var token = Mailbox.tokenOf(owner.email(), "Choose another password");
        return post("/reset", Map.of("token", token, "password", ANOTHER))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("device_token");
    }

    private static ValidatableResponse post(String path, Map<String, String> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/password" + path)
                .then();
    }

    private static String deviceOf(Newcomer person) {
        return logIn(person.email(), person.password(), anywhere(), null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("device_token");
    }

    private static ValidatableResponse logIn(String email, String password, String address, String device) {
        var body = new HashMap<String, Object>(Map.of("email", email, "password", password));
        if (device != null) {
            body.put("device", Map.of("token", device));
        }
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/auth/login")
                .then();
    }

    private static String anywhere() {
        var random = ThreadLocalRandom.current();
        return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
