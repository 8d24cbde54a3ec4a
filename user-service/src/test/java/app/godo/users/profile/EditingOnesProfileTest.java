package app.godo.users.profile;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class EditingOnesProfileTest {

    private Newcomer newcomer;
    private String token;

    @Inject
    MovableClock clock;

    @BeforeEach
    void someone_is_signed_in() {
        newcomer = Newcomer.joined();
        token = newcomer.logIn().accessToken();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    void a_profile_has_a_version_and_is_nobody_elses() {
        get(null)
                .statusCode(200)
                .header("ETag", tag(1))
                .header("Cache-Control", "private, no-store")
                .body("id", is(newcomer.id().toString()))
                .body("full_name", nullValue())
                .body("time_zone", is("America/New_York"))
                .body("$", hasKey("profile_image_url"));
        get(tag(1)).statusCode(304).header("ETag", tag(1)).body(is(""));
        get(tag(2)).statusCode(200);
    }

    @Test
    @DisplayName("R-USR-4 the age follows the date of birth")
    void the_age_follows_the_date_of_birth() {
        clock.goTo(LocalDate.of(2027, 6, 14));
        var session = newcomer.logIn();
        session.profile().body("age", is(31)).body("birth_date", is("1995-06-15"));

        clock.goTo(LocalDate.of(2027, 6, 15));
        session.refresh().profile().body("age", is(32));
    }

    @Test
    void the_version_is_another_one_whenever_the_profile_reads_otherwise() {
        clock.goTo(LocalDate.of(2027, 6, 14));
        var session = newcomer.logIn();
        var before = session.profile().extract();

        clock.goTo(LocalDate.of(2027, 6, 15));
        session = session.refresh();
        var older = session.profile().extract();
        newcomer.logIn();
        var signedInAgain = session.profile().extract();

        assertThat(older.header("ETag"), is(not(before.header("ETag"))));
        assertThat(signedInAgain.header("ETag"), is(older.header("ETag")));
        assertThat(signedInAgain.body().asString(), is(older.body().asString()));
    }

    @Test
    void a_patch_changes_what_it_names_and_nothing_else() {
        patch("""
                {"full_name": "Ana", "location_neighborhood": "Park Slope", "tastes": ["film", "music"]}""").statusCode(200);

        patch("""
                {"privacy_level": "friends_only", "time_zone": "Europe/Berlin", "locale": "de-DE",
                 "calendar_visibility": "friends", "discoverable": true, "location_sharing": true,
                 "friend_suggestions": false, "tastes": ["nature"]}""").statusCode(200).header("ETag", tag(3)).header("Cache-Control", "private, no-store");

        get(null)
                .header("ETag", tag(3))
                .body("full_name", is("Ana"))
                .body("location_neighborhood", is("Park Slope"))
                .body("privacy_level", is("friends_only"))
                .body("time_zone", is("Europe/Berlin"))
                .body("locale", is("de-DE"))
                .body("calendar_visibility", is("friends"))
                .body("discoverable", is(true))
                .body("location_sharing", is(true))
                .body("friend_suggestions", is(false))
                .body("tastes", contains("nature"));
    }

    @Test
    void null_removes_what_can_be_absent() {
        patch("""
                {"full_name": "Ana", "location_neighborhood": "Astoria", "tastes": ["film"]}""").statusCode(200);

        patch("""
                {"full_name": null, "location_neighborhood": null, "tastes": null}""")
                .statusCode(200)
                .body("full_name", nullValue())
                .body("location_neighborhood", nullValue())
                .body("tastes", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "privacy_level",
                "time_zone",
                "locale",
                "calendar_visibility",
                "discoverable",
                "location_sharing",
                "friend_suggestions"
            })
    void null_does_not_remove_what_is_needed(String field) {
        patch("{\"%s\": null}".formatted(field)).statusCode(422).body("errors.pointer", contains("/" + field));
    }

    @ParameterizedTest
    @CsvSource({
        "full_name, a\\u0007b",
        "full_name, a\\u202Eb",
        "location_neighborhood, Gotham",
        "privacy_level, secret",
        "privacy_level, PRIVATE",
        "time_zone, Mars/Olympus",
        "locale, not a locale",
        "calendar_visibility, friends_only",
    })
    void what_cannot_be_is_refused(String field, String value) {
        patch("{\"%s\": \"%s\"}".formatted(field, value))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors.pointer", contains("/" + field));
        get(null).header("ETag", tag(1));
    }

    @ParameterizedTest
    @DisplayName("A-36 what is not the owner's to change is refused, and stays")
    @CsvSource({
        "id, \"01890a5d-ac96-774b-bcce-b302099a8057\"",
        "email, \"other@example.org\"",
        "birth_date, \"2000-01-01\"",
        "age, 21",
        "roles, [\"admin\"]",
        "role, \"admin\"",
        "is_active, false",
        "email_verified_at, \"2026-01-01T00:00:00Z\"",
        "profile_image_url, \"https://evil.example/x.png\"",
        "version, 9",
        "created_at, \"2020-01-01T00:00:00Z\"",
        "shoe_size, 44",
    })
    void what_is_not_the_owners_to_change_is_refused(String field, String value) {
        var before = row();

        patch("{\"full_name\": \"Ana\", \"%s\": %s}".formatted(field, value))
                .statusCode(422)
                .body("code", is("unknown-field"))
                .body("errors.pointer", contains("/" + field));

        assertThat(row(), is(before));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|400",
                "\"x\"|400",
                "null|422",
                "{\"discoverable\": \"yes\"}|422",
                "{|400",
                "{\"tastes\": [null]}|422"
            })
    void what_is_no_patch_is_refused(String body, int status) {
        patch(body).statusCode(status).contentType("application/problem+json");
    }

    @Test
    void plain_json_is_a_patch_too_and_text_is_not() {
        given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body("{\"full_name\": \"Ana\"}")
                .patch("/api/v1/users/profile")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(token)
                .contentType("text/plain")
                .body("{\"full_name\": \"Ben\"}")
                .patch("/api/v1/users/profile")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void a_patch_of_another_version_is_refused() {
        patch("{\"full_name\": \"Ana\"}", tag(1)).statusCode(200);

        patch("{\"full_name\": \"Ben\"}", tag(1)).statusCode(412).body("code", is("stale"));
        patch("{\"full_name\": \"Ben\"}", "W/" + tag(2)).statusCode(412);
        patch("{\"full_name\": \"Ben\"}", tag(7) + ", " + tag(2)).statusCode(200);
        patch("{\"full_name\": \"Cleo\"}", "*").statusCode(200).header("ETag", tag(4));
    }

    @Test
    void patches_at_once_are_all_made() {
        IntStream.range(0, 8).parallel().forEach(i -> patch("{\"full_name\": \"Ana %d\"}".formatted(i))
                .statusCode(200));

        get(null).header("ETag", tag(9));
    }

    @Test
    @DisplayName("R-USR-14 an update moves updated_at, and the answer says so")
    void an_update_moves_updated_at() {
        var before = OffsetDateTime.parse(get(null).extract().path("updated_at"));

        var after =
                OffsetDateTime.parse(patch("{\"full_name\": \"Ana\"}").extract().path("updated_at"));

        assertThat(after.isAfter(before), is(true));
        get(null).body("updated_at", is(after.toInstant().toString()));
    }

    @Test
    void tastes_come_once_each() {
        patch("{\"tastes\": [\"film\", \"film\", \"dance\"]}")
                .statusCode(200)
                .body("tastes", containsInAnyOrder("film", "dance"));
    }

    private String row() {
        return sql("select to_jsonb(u)::text from users.users u where id = $1", newcomer.id())
                .getFirst()
                .getString(0);
    }

    private ValidatableResponse get(String ifNoneMatch) {
        var request = given().auth().oauth2(token);
        return (ifNoneMatch == null ? request : request.header("If-None-Match", ifNoneMatch))
                .get("/api/v1/users/profile")
                .then();
    }

    private ValidatableResponse patch(String body) {
        return patch(body, null);
    }

    private ValidatableResponse patch(String body, String ifMatch) {
        var request = given().auth()
                .oauth2(token)
                .contentType("application/merge-patch+json")
                .body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch))
                .patch("/api/v1/users/profile")
                .then();
    }

    /** The version of a profile of somebody of that age. */
    private static String tag(int version) {
        var age = Period.between(LocalDate.of(1995, 6, 15), LocalDate.now(ZoneId.of("America/New_York")))
                .getYears();
        return "\"%d.%d\"".formatted(version, age);
    }
}
