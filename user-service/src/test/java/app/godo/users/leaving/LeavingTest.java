package app.godo.users.leaving;

import static app.godo.wire.testing.Database.count;
import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.users.mail.Mailbox;
import app.godo.wire.facts.Topics;
import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class LeavingTest {

    private static final String WRONG = "a wrong password";

    @Inject
    MovableClock clock;

    @Inject
    EraseTheDeparted eraseTheDeparted;

    private Newcomer person;
    private SignedIn here;

    @BeforeEach
    void sign_in() {
        person = Newcomer.joined();
        here = person.logIn();
    }

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    @DisplayName("A-09 an account that is switched off has no sessions, and nobody sees it")
    void who_is_switched_off_is_not_there() {
        var there = person.logIn();
        sql("update users.users set privacy_level = 'public' where id = $1", person.id());
        var friend = Newcomer.joined().logIn();
        friend.call("GET", "/users/" + person.id(), null).statusCode(200);

        deactivate(person.password()).statusCode(204);

        here.profile().statusCode(401);
        there.profile().statusCode(401);
        there.tryToRefresh().statusCode(401);
        friend.call("GET", "/users/" + person.id(), null).statusCode(404);
        assertThat(Mailbox.subjects(person.email()).getFirst(), is("Your account is switched off"));
        for (var session : new UUID[] {here.session(), there.session()}) {
            Topic.await(Topics.USERS, UserFact.SessionEnded.class, told -> told.sessionId()
                    .equals(session));
        }
    }

    @Test
    @DisplayName("A-27 leaving needs the password")
    void leaving_needs_the_password() {
        deactivate(WRONG).statusCode(403).body("code", is("wrong-password"));
        erase(WRONG).statusCode(403).body("code", is("wrong-password"));

        here.profile().statusCode(200);
    }

    @Test
    @DisplayName("R-USR-12 a sign-in that says so brings the account back, within thirty days")
    void a_sign_in_brings_the_account_back() {
        deactivate(person.password()).statusCode(204);

        person.tryToLogIn(person.password()).statusCode(403).body("code", is("account-deactivated"));
        person.tryToLogIn(WRONG).statusCode(401).body("code", is("invalid-credentials"));
        clock.forward(Duration.ofDays(29));
        comeBack(WRONG).statusCode(401);
        comeBack(person.password()).statusCode(200);

        person.logIn().profile().statusCode(200);
    }

    @Test
    @DisplayName("R-USR-12 after thirty days the account is gone, and its mailbox is free")
    void after_thirty_days_the_account_is_gone() {
        deactivate(person.password()).statusCode(204);
        var id = person.id();
        clock.forward(Duration.ofDays(29));
        eraseTheDeparted.erase().await().indefinitely();
        assertThat(count("select count(*) from users.users where id = $1", id), is(1L));
        clock.forward(Duration.ofDays(2));
        comeBack(person.password()).statusCode(401).body("code", is("invalid-credentials"));

        eraseTheDeparted.erase().await().indefinitely();

        assertThat(count("select count(*) from users.users where id = $1", id), is(0L));
        Topic.await(Topics.USERS, UserFact.Erased.class, told -> told.userId().equals(id));
        Newcomer.signUp(person.signup()).statusCode(202);
        person.logIn();
    }

    @Test
    @DisplayName("R-USR-12 an account that cannot be erased keeps no other one here")
    void one_that_is_stuck_keeps_nobody() {
        var other = Newcomer.joined();
        deactivate(person.password()).statusCode(204);
        sql("update users.users set is_active = false, deactivated_at = now() where id = $1", other.id());
        var stuck = person.id();
        var free = other.id();
        sql("""
                create function public.stay() returns trigger language plpgsql
                as $$ begin if old.id = '%s' then raise 'stays'; end if; return old; end $$""".formatted(stuck));
        sql("create trigger stay before delete on users.users for each row execute function public.stay()");
        try {
            clock.forward(Duration.ofDays(31));

            eraseTheDeparted.erase().await().indefinitely();

            assertThat(count("select count(*) from users.users where id = $1", stuck), is(1L));
            assertThat(count("select count(*) from users.users where id = $1", free), is(0L));
        } finally {
            sql("drop function public.stay() cascade");
        }
    }

    @Test
    @DisplayName("C-06 who leaves for good leaves no row behind, and the others are told")
    void who_leaves_for_good_leaves_nothing() {
        var there = person.logIn();
        var id = person.id();

        erase(person.password()).statusCode(204);

        here.profile().statusCode(401);
        there.tryToRefresh().statusCode(401);
        person.tryToLogIn(person.password()).statusCode(401).body("code", is("invalid-credentials"));
        for (var table : new String[] {"sessions", "credentials", "refresh_tokens", "email_tokens"}) {
            assertThat(table, count("select count(*) from users.%s where user_id = $1".formatted(table), id), is(0L));
        }
        Topic.await(Topics.USERS, UserFact.Erased.class, told -> told.userId().equals(id));
        Topic.await(Topics.USERS, UserFact.SessionEnded.class, told -> told.sessionId()
                .equals(there.session()));
        assertThat(Mailbox.subjects(person.email()).getFirst(), is("Your account is erased"));
    }

    @Test
    void an_account_that_is_switched_off_can_have_its_password_reset() {
        deactivate(person.password()).statusCode(204);
        given().contentType(ContentType.JSON)
                .body(Map.of("email", person.email()))
                .post("/api/v1/auth/password/forgot")
                .then()
                .statusCode(202);
        var token = Mailbox.tokenOf(person.email(), "Choose another password");
        given().contentType(ContentType.JSON)
                .body(Map.of("token", token, "password", "staple battery correct horse"))
                .post("/api/v1/auth/password/reset")
                .then()
                .statusCode(200);

        comeBack("staple battery correct horse").statusCode(200);
    }

    private ValidatableResponse deactivate(String password) {
        return here.call("POST", "/users/deactivate", Map.of("password", password));
    }

    private ValidatableResponse erase(String password) {
        return here.call("DELETE", "/users/account", Map.of("password", password));
    }

    private ValidatableResponse comeBack(String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", person.email(), "password", password, "reactivate", true))
                .post("/api/v1/auth/login")
                .then();
    }
}
