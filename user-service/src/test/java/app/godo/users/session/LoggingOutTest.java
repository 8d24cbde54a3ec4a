package app.godo.users.session;

import static app.godo.wire.testing.Database.count;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import app.godo.users.Newcomer;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GodoServers.class)
class LoggingOutTest {

    @Test
    @DisplayName("A-08 a logout ends the session's tokens at once, and that session only")
    void a_logout_ends_the_session() {
        var newcomer = Newcomer.joined();
        var here = newcomer.logIn();
        var there = newcomer.logIn();

        here.logOut("").statusCode(204);

        here.profile().statusCode(401);
        here.tryToRefresh().statusCode(401).body("code", is("refresh-token-invalid"));
        there.profile().statusCode(200);
        there.refresh();
    }

    @Test
    @DisplayName("A-08 a logout everywhere ends every session")
    void a_logout_everywhere_ends_every_session() {
        var newcomer = Newcomer.joined();
        var here = newcomer.logIn();
        var there = newcomer.logIn();
        var someoneElse = Newcomer.joined().logIn();

        here.logOut("?all=true").statusCode(204);

        here.profile().statusCode(401);
        there.profile().statusCode(401);
        there.tryToRefresh().statusCode(401);
        someoneElse.refresh().profile().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?all=1", "?all=yes", "?all=TRUE"})
    void what_is_neither_true_nor_false_ends_nothing(String query) {
        var session = Newcomer.joined().logIn();

        session.logOut(query).statusCode(422).body("errors.pointer", contains("?all"));

        session.profile().statusCode(200);
    }

    @Test
    void the_other_services_are_told_of_each_session_once() {
        var newcomer = Newcomer.joined();
        var here = newcomer.logIn();
        var there = newcomer.logIn();
        there.logOut("").statusCode(204);

        here.logOut("?all=true").statusCode(204);

        Topic.await(Topics.USERS, UserFact.SessionEnded.class, told -> told.sessionId()
                .equals(here.session()));
        var ended = Topic.facts(Topics.USERS, UserFact.SessionEnded.class).stream()
                .filter(told -> told.userId().equals(newcomer.id()))
                .map(UserFact.SessionEnded::sessionId)
                .toList();
        assertThat(ended, containsInAnyOrder(here.session(), there.session()));
    }

    @Test
    void an_end_is_kept_with_its_reason() {
        var session = Newcomer.joined().logIn();

        session.logOut("").statusCode(204);

        assertThat(
                count(
                        "select count(*) from users.sessions where id = $1 and revoked_reason = 'logout'",
                        session.session()),
                is(1L));
    }

    @Test
    void who_is_not_signed_in_cannot_sign_out() {
        given().post("/api/v1/auth/logout")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
    }
}
