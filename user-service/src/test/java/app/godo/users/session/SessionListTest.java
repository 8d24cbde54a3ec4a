package app.godo.users.session;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SessionListTest {

    private static final String NEW_DEVICE = "A new device signed in";

    private Newcomer person;

    @BeforeEach
    void join() {
        person = Newcomer.joined();
    }

    @Test
    @DisplayName("A-10 one sees where one is signed in")
    void one_sees_where_one_is_signed_in() {
        var there = person.logIn();
        there.refresh();
        var here = person.logIn();
        person.logIn().logOut("").statusCode(204);
        Newcomer.joined().logIn();

        here.call("GET", "/users/sessions", null)
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body(
                        "items.id",
                        contains(here.session().toString(), there.session().toString()))
                .body("items.current", contains(true, false))
                .body("items[0].created_at", notNullValue())
                .body("items[0].last_used_at", notNullValue());
    }

    @Test
    void a_session_is_known_by_its_device() {
        person.tryToLogIn(person.password(), null).statusCode(200);

        person.logIn()
                .call("GET", "/users/sessions", null)
                .body("items.device_name", containsInAnyOrder("a phone", null))
                .body("items.platform", containsInAnyOrder("ios", null));
    }

    @Test
    @DisplayName("A-10 ending one session leaves the others")
    void ending_one_leaves_the_others() {
        var here = person.logIn();
        var lost = person.logIn();

        here.call("DELETE", "/users/sessions/" + lost.session(), null).statusCode(204);

        lost.profile().statusCode(401);
        lost.tryToRefresh().statusCode(401);
        here.profile().statusCode(200);
        here.call("DELETE", "/users/sessions/" + lost.session(), null).statusCode(404);
    }

    @Test
    @DisplayName("A-10 one more than fifty sessions ends the one that has been unused the longest, and that is told")
    void the_longest_unused_session_ends() {
        var oldest = person.logIn();
        var lately = person.logIn();
        sql("""
                insert into users.sessions (id, user_id, last_used_at, expires_at)
                select gen_random_uuid(), $1, now() - interval '1 hour', now() + interval '1 day' from generate_series(1, 48)""", person.id());
        sql("update users.sessions set last_used_at = now() - interval '1 day' where id = any ($1)", (Object)
                new UUID[] {oldest.session(), lately.session()});
        lately.refresh();
        oldest.profile().statusCode(200);

        var latest = person.logIn();

        oldest.profile().statusCode(401);
        oldest.tryToRefresh().statusCode(401);
        lately.profile().statusCode(200);
        latest.profile().statusCode(200);
        assertThat(
                count("select count(*) from users.sessions where user_id = $1 and revoked_at is null", person.id()),
                is(50L));
        var told = Topic.await(Topics.USERS, UserFact.SessionEnded.class, fact -> fact.sessionId()
                .equals(oldest.session()));
        assertThat(told.reason(), is("too-many-sessions"));
    }

    @Test
    @DisplayName("A-34 somebody else's session is not there")
    void somebody_elses_session_is_not_there() {
        var victim = Newcomer.joined().logIn();

        person.logIn()
                .call("DELETE", "/users/sessions/" + victim.session(), null)
                .statusCode(404)
                .contentType("application/problem+json");

        victim.refresh().profile().statusCode(200);
    }

    @Test
    @DisplayName("R-AUTH-2 a sign-in from a new device brings a letter, one from a known device does not")
    void a_new_device_brings_a_letter() {
        var token = person.tryToLogIn(person.password(), null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("device_token");
        assertThat("nobody is told of the first one", letters(), is(0L));

        person.tryToLogIn(person.password(), token).statusCode(200).body("device_token", is(token));
        assertThat(letters(), is(0L));

        person.tryToLogIn(person.password(), "gd1_made_up").statusCode(200);
        assertThat(letters(), is(1L));
    }

    @Test
    void a_device_of_somebody_else_is_new() {
        var token = Newcomer.joined()
                .tryToLogIn(Newcomer.PASSWORD, null)
                .extract()
                .jsonPath()
                .getString("device_token");
        person.logIn();

        person.tryToLogIn(person.password(), token).statusCode(200);

        assertThat(letters(), is(1L));
    }

    @Test
    @DisplayName("A-10 the device of a session that its owner ended is a stranger's from then on")
    void an_ended_session_takes_its_device_along() {
        var here = person.logIn();
        var token = person.tryToLogIn(person.password(), null)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("device_token");
        var lost = SignedIn.of(
                person.tryToLogIn(person.password(), token).statusCode(200).body("device_token", is(token)));

        here.call("DELETE", "/users/sessions/" + lost.session(), null).statusCode(204);

        person.tryToLogIn(person.password(), token).statusCode(200).body("device_token", is(not(token)));
    }

    @Test
    void only_a_sign_in_tells_the_device() {
        var session = person.logIn();

        var answer = session.tryToRefresh().statusCode(200).extract().body().asString();

        assertThat(answer.contains("device_token"), is(false));
    }

    @Test
    void who_is_not_signed_in_sees_no_sessions() {
        given().get("/api/v1/users/sessions").then().statusCode(401);
        person.logIn().call("GET", "/users/sessions", null).body("items", hasSize(1));
    }

    private long letters() {
        return Mailbox.subjects(person.email()).stream()
                .filter(NEW_DEVICE::equals)
                .count();
    }
}
