package app.godo.users.signup;

import static app.godo.users.Newcomer.signUp;
import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.Work;
import app.godo.users.mail.Mailbox;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SigningUpTest {

    @Inject
    MovableClock clock;

    private final Newcomer newcomer = Newcomer.someone();

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    void who_signs_up_can_log_in_as_the_person_they_described() {
        var signup = newcomer.signup();
        signup.put("full_name", " Zoë O'Neil-Nguyễn ");
        signup.put("location_neighborhood", "astoria");
        signup.put("tastes", List.of("music", "food_drink", "music"));

        signUp(signup).statusCode(202).body("status", is("verification_sent"));

        newcomer.logIn()
                .profile()
                .statusCode(200)
                .body("email", is(newcomer.email()))
                .body("full_name", is("Zoë O'Neil-Nguyễn"))
                .body("location_neighborhood", is("Astoria"))
                .body("birth_date", is("1995-06-15"))
                .body("privacy_level", is("private"))
                .body("tastes", containsInAnyOrder("music", "food_drink"));
    }

    @Test
    void others_are_told_who_joined_and_what_they_like() {
        var signup = newcomer.signup();
        signup.put("tastes", List.of("nature", "film"));

        signUp(signup).statusCode(202);

        var id = newcomer.id();
        var fact = Topic.await(
                Topics.USERS, UserFact.Joined.class, joined -> joined.userId().equals(id));
        assertThat(fact.tastes(), contains("film", "nature"));
    }

    @Test
    @DisplayName("D4 a mailbox has one account, however it is written")
    void a_mailbox_has_one_account() {
        signUp(newcomer.signup()).statusCode(202);
        var shouted = newcomer.signup();
        shouted.put("email", newcomer.email().toUpperCase());

        signUp(shouted).statusCode(202);

        assertThat(count("select count(*) from users.users where email_key = $1", newcomer.email()), is(1L));
        new Newcomer(newcomer.email().toUpperCase(), newcomer.password()).logIn();
    }

    @Test
    void two_signups_at_once_make_one_account() {
        IntStream.range(0, 4).parallel().forEach(i -> signUp(newcomer.signup()).statusCode(202));

        assertThat(count("select count(*) from users.users where email = $1", newcomer.email()), is(1L));
    }

    @Test
    @DisplayName("A-29 a signup with a taken e-mail answers the same, and changes nothing")
    void a_taken_email_is_not_told() {
        var fresh = signUp(newcomer.signup()).extract();
        var again = newcomer.signup();
        again.put("password", "another long password");

        var taken = signUp(again).extract();

        assertThat(taken.statusCode(), is(fresh.statusCode()));
        assertThat(
                withoutIds(taken.body().asString()), is(withoutIds(fresh.body().asString())));
        assertThat(taken.path("signup").toString(), is(not(fresh.path("signup").toString())));
        assertThat(
                taken.headers().asList().toString(), is(fresh.headers().asList().toString()));
        newcomer.logIn();
        newcomer.tryToLogIn("another long password").statusCode(401);
    }

    @Test
    @DisplayName("A-29 a signup with a taken e-mail does the same password work")
    void a_taken_email_takes_its_time() {
        signUp(newcomer.signup());

        Work.of(() -> signUp(newcomer.signup()), () -> signUp(Newcomer.someone().signup()))
                .hashAlike();
    }

    @Test
    void the_owner_of_a_taken_email_is_told() {
        signUp(newcomer.signup());
        signUp(newcomer.signup());

        Mailbox.of(newcomer.email())
                .body("items.subject", contains("You already have an account", "Is this your e-mail address?"));
    }

    @Test
    void the_owner_of_a_taken_email_is_told_once_in_ten_minutes() {
        for (var times = 0; times < 4; times++) {
            signUp(newcomer.signup()).statusCode(202);
        }
        Mailbox.of(newcomer.email()).body("items", hasSize(2));
        clock.forward(Duration.ofMinutes(10));

        signUp(newcomer.signup());
        signUp(newcomer.signup());

        Mailbox.of(newcomer.email()).body("items", hasSize(3));
    }

    @ParameterizedTest(name = "{1}")
    @DisplayName("R-USR-4 people from 18 to 50 may join, by the day in New York")
    @CsvSource({
        "202, born 2008-11-23 is 18 today, 2008-11-23, 2026-11-23",
        "422, born 2008-11-24 is 17 until tomorrow, 2008-11-24, 2026-11-23",
        "202, born 1975-11-24 is 50 until tomorrow, 1975-11-24, 2026-11-23",
        "422, born 1975-11-23 is 51 today, 1975-11-23, 2026-11-23",
        "422, born on 29 February is 17 on 28 February, 2008-02-29, 2026-02-28",
        "202, born on 29 February is 18 on 1 March, 2008-02-29, 2026-03-01",
        "202, born on 29 February is 50 on 28 February, 1976-02-29, 2027-02-28",
        "422, born on 29 February is 51 on 1 March, 1976-02-29, 2027-03-01",
        "422, born tomorrow, 2026-11-24, 2026-11-23",
    })
    void people_from_18_to_50_may_join(int status, String why, String birthDate, LocalDate today) {
        clock.goTo(today);
        var signup = newcomer.signup();
        signup.put("birth_date", birthDate);

        signUp(signup).statusCode(status).body("errors.pointer", status == 202 ? nullValue() : hasItem("/birth_date"));
    }

    @Test
    void the_day_is_that_of_new_york() {
        // 04:30 in UTC on 1 December is still 30 November in New York
        clock.goTo(LocalDate.of(2026, 12, 1));
        clock.forward(Duration.ofMinutes(-450));
        var signup = newcomer.signup();
        signup.put("birth_date", "2008-12-01");

        signUp(signup).statusCode(422);
        clock.forward(Duration.ofMinutes(60));
        signUp(signup).statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a b@example.org",
                "a@b@example.org",
                "a@example",
                "a@example.org\r\nBcc: x@y.zz",
                "\"a\"@example.org",
                "a(b)@example.org",
                "(b)a@example.org",
                "a@example.org(b)",
                "A <a@example.org>",
                "<a@example.org>",
                "a@example.org,b@example.org",
                "b@example.org;a@example.org",
                "b:a@example.org",
                "a\\b@example.org",
                "a@[127.0.0.1]",
                "a\u200B@example.org",
                "a\uD800b@example.org",
                "a@ex\uFF41mple.org",
                "a@b\u00FCcher.example",
            })
    void what_is_no_email_is_refused(String email) {
        refused(Map.of("email", email), "/email");
    }

    @Test
    void every_fault_is_told_at_once() {
        var signup = newcomer.signup();
        signup.putAll(Map.of(
                "email", "nobody",
                "password", "short",
                "birth_date", "2020-01-01",
                "full_name", "a\u0000b",
                "location_neighborhood", "Gotham"));

        signUp(signup)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", is("invalid-request"))
                .body("type", is("/problems/invalid-request"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/email", "/password", "/birth_date", "/full_name", "/location_neighborhood"));
    }

    @Test
    void a_name_of_256_characters_is_too_long_and_one_of_255_is_not() {
        refused(Map.of("full_name", "🗽".repeat(256)), "/full_name");
        var signup = newcomer.signup();
        signup.put("full_name", "🗽".repeat(255));
        signUp(signup).statusCode(202);
    }

    @Test
    void a_taste_that_is_no_category_is_refused() {
        refused(Map.of("tastes", List.of("music", "shouting")), "/tastes/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"birth_date\": [1995, 6, 15]",
                "\"birth_date\": 9296",
                "\"birth_date\": \"1995-06-15T10:00:00\"",
                "\"birth_date\": \"1995-6-15\"",
                "\"birth_date\": \"\"",
                "\"password\": 123456789012",
                "\"full_name\": true",
                "\"full_name\": 1.5",
            })
    void a_value_of_another_kind_is_not_made_to_fit(String field) {
        given().contentType(ContentType.JSON)
                .body("{\"email\": \"%s\", \"password\": \"%s\", \"birth_date\": \"1995-06-15\", %s}"
                        .formatted(newcomer.email(), newcomer.password(), field))
                .post("/api/v1/auth/signup")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/" + field.split("\"")[1]));
    }

    @Test
    void a_day_that_does_not_exist_is_refused() {
        refused(Map.of("birth_date", "2001-02-29"), "/birth_date");
    }

    @Test
    void what_is_missing_is_named() {
        signUp(Map.of()).statusCode(422).body("errors.pointer", contains("/birth_date", "/email", "/password"));
    }

    @Test
    @DisplayName("A-36 nobody signs up as an administrator")
    void a_field_that_is_not_offered_is_refused() {
        refused(Map.of("roles", List.of("admin")), "/roles");
        refused(Map.of("id", "01890a5d-ac96-774b-bcce-b302099a8057"), "/id");
        refused(Map.of("email_verified_at", "2026-01-01T00:00:00Z"), "/email_verified_at");
    }

    @Test
    @DisplayName("R-SEC-4 the date of birth is not readable in the database, and bound to its row")
    void the_date_of_birth_is_sealed() {
        signUp(newcomer.signup()).statusCode(202);
        var other = Newcomer.joined();
        var row = sql("select * from users.users where email = $1", newcomer.email())
                .getFirst();

        assertThat(row.deepToString().contains("1995"), is(false));
        sql(
                "update users.users set birth_date_cipher = $1 where id = $2",
                row.getBuffer("birth_date_cipher"),
                other.id());
        other.logIn().profile().statusCode(500);
    }

    private void refused(Map<String, Object> change, String pointer) {
        var signup = newcomer.signup();
        signup.putAll(change);
        signUp(signup)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains(pointer));
        assertThat(
                count("select count(*) from users.users where email = $1", String.valueOf(signup.get("email"))),
                is(0L));
    }

    private static String withoutIds(String body) {
        return body.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "an id");
    }
}
