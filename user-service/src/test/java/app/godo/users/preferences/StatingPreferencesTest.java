package app.godo.users.preferences;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.Map;

@QuarkusTest
@WithTestResource(GodoServers.class)
class StatingPreferencesTest {

    private SignedIn person;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined().logIn();
    }

    @Test
    @DisplayName("R-API-2 R-USR-7 what was stated is what is read")
    void what_was_stated_is_read() {
        state(Map.of(
                        "categories",
                        List.of("music", "talks"),
                        "neighborhoods",
                        List.of("astoria", "Astoria"),
                        "times",
                        List.of("evening"),
                        "price_max",
                        2500))
                .statusCode(200);

        person.call("GET", "/users/preferences", null)
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("stated.categories", containsInAnyOrder("music", "talks"))
                .body("stated.neighborhoods", contains("Astoria"))
                .body("stated.times", contains("evening"))
                .body("stated.price_max", is(2500));
    }

    @Test
    void whoever_says_nothing_prefers_nothing() {
        person.call("GET", "/users/preferences", null)
                .statusCode(200)
                .body("stated.categories", is(empty()))
                .body("stated.price_max", is(nullValue()));
    }

    @Test
    void what_is_not_said_any_more_is_no_preference() {
        state(Map.of("price_max", 2500)).statusCode(200);

        state(Map.of("times", List.of("night"))).statusCode(200);

        person.call("GET", "/users/preferences", null)
                .body("stated.price_max", is(nullValue()))
                .body("stated.times", contains("night"));
    }

    @Test
    void a_preference_changes_the_version_of_the_profile() {
        var before = person.profile().extract().header("ETag");

        state(Map.of("price_max", 2500)).statusCode(200);

        person.profile().header("ETag", not(is(before)));
    }

    @ParameterizedTest
    @DisplayName("R-USR-7 unknown keys and values are refused")
    @CsvSource(delimiter = '|', textBlock = """
            {"stated": {"vector": [1, 2]}}               | /stated/vector
            {"stated": {"categories": ["kittens"]}}      | /stated/categories/0
            {"stated": {"categories": [null]}}           | /stated/categories
            {"stated": {"neighborhoods": ["Atlantis"]}}  | /stated/neighborhoods
            {"stated": {"neighborhoods": [null]}}        | /stated/neighborhoods
            {"stated": {"times": ["noon"]}}              | /stated/times/0
            {"stated": {"price_max": -1}}                | /stated/price_max
            {"stated": {"price_max": "cheap"}}           | /stated/price_max
            {"stated": null}                             | /stated
            {"stated": {}, "roles": ["admin"]}           | /roles
            """)
    void what_cannot_be_is_refused(String body, String pointer) {
        person.call("PUT", "/users/preferences", body).statusCode(422).body("errors.pointer", contains(pointer));
    }

    @Test
    @DisplayName("R-USR-7 a list without end is refused")
    void a_list_without_end_is_refused() {
        state(Map.of("neighborhoods", Collections.nCopies(51, "Astoria")))
                .statusCode(422)
                .body("errors.code", contains("too-many"));
    }

    @Test
    void who_is_not_signed_in_has_no_preferences() {
        given().get("/api/v1/users/preferences").then().statusCode(401);
    }

    private ValidatableResponse state(Map<String, Object> stated) {
        return person.call("PUT", "/users/preferences", Map.of("stated", stated));
    }
}
