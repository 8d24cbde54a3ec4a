package app.godo.users.consents;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
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

import java.util.Map;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ConsentingTest {

    private SignedIn person;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined().logIn();
    }

    @Test
    @DisplayName("R-USR-15 the version of the terms that was agreed to at signup is kept")
    void terms_are_agreed_to_at_signup() {
        var newcomer = Newcomer.someone();
        var request = newcomer.signup();
        request.put("terms_version", "2026-11");
        Newcomer.signUp(request).statusCode(202);

        list(newcomer.logIn())
                .body("items.kind", contains("terms"))
                .body("items.version", contains("2026-11"))
                .body("items[0].granted_at", notNullValue())
                .body("items[0].withdrawn_at", nullValue());
    }

    @Test
    void a_version_of_terms_that_is_none_is_refused() {
        var request = Newcomer.someone().signup();
        request.put("terms_version", "x".repeat(51));

        Newcomer.signUp(request).statusCode(422).body("errors.pointer", contains("/terms_version"));
    }

    @Test
    void what_is_agreed_to_twice_is_agreed_to_once() {
        say("contact_discovery", "1", true).statusCode(200);

        say("contact_discovery", "1", true).statusCode(200).body("items", hasSize(1));
    }

    @Test
    @DisplayName("R-USR-15 what is agreed to twice at once is agreed to once")
    void what_is_agreed_to_at_once_is_agreed_to_once() {
        IntStream.range(0, 8).parallel().forEach(one -> say("marketing", "1", true)
                .statusCode(200));

        list(person).body("items", hasSize(1));
    }

    @Test
    @DisplayName("R-USR-15 of several versions at once one holds, and all are on record")
    void of_several_versions_at_once_one_holds() {
        IntStream.range(0, 8).parallel().forEach(version -> say("terms", "v" + version, true)
                .statusCode(200));

        list(person).body("items", hasSize(8)).body("items.findAll { it.withdrawn_at == null }", hasSize(1));
    }

    @Test
    @DisplayName("R-USR-15 what was withdrawn stays on record")
    void what_was_withdrawn_stays_on_record() {
        say("marketing", "1", true);

        say("marketing", "1", false)
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.kind", contains("marketing"))
                .body("items[0].withdrawn_at", notNullValue());

        say("marketing", "1", true).body("items", hasSize(2)).body("items[0].withdrawn_at", nullValue());
    }

    @Test
    void another_version_ends_the_one_before() {
        say("terms", "1", true);

        say("terms", "2", true)
                .body("items.version", contains("2", "1"))
                .body("items[0].withdrawn_at", nullValue())
                .body("items[1].withdrawn_at", notNullValue());
    }

    @Test
    void nobody_is_here_without_terms() {
        say("terms", "1", true);

        say("terms", "1", false).statusCode(409).body("code", is("terms-needed"));
    }

    @Test
    void what_there_is_not_to_agree_to_is_refused() {
        say("world_domination", "1", true).statusCode(422).body("errors.pointer", contains("/kind"));
        say("terms", "\u0000", true).statusCode(422).body("errors.pointer", contains("/version"));
    }

    @Test
    @DisplayName("A-34 nobody sees what others agreed to")
    void nobody_sees_what_others_agreed_to() {
        say("marketing", "1", true);

        list(Newcomer.joined().logIn()).body("items", is(empty()));
    }

    private ValidatableResponse say(String kind, String version, boolean granted) {
        return person.call("POST", "/users/consents", Map.of("kind", kind, "version", version, "granted", granted));
    }

    private static ValidatableResponse list(SignedIn session) {
        return session.call("GET", "/users/consents", null).statusCode(200);
    }
}
