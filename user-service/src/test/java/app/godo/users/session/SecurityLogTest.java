package app.godo.users.session;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SecurityLogTest {

    private static final Logger LOG = Logger.getLogger(SecurityLog.CATEGORY);

    @Inject
    MovableClock clock;

    private final Lines lines = new Lines();
    private Newcomer person;

    @BeforeEach
    void join() {
        person = Newcomer.joined();
    }

    @BeforeEach
    void listen() {
        LOG.addHandler(lines);
    }

    @AfterEach
    void stop_listening() {
        LOG.removeHandler(lines);
        clock.reset();
    }

    @Test
    @DisplayName("A-44 a login makes one line with user, address and session")
    void a_login_makes_a_line() {
        var session = person.logIn();

        var line = only("login");
        assertThat(line.getString("user"), is(person.id().toString()));
        assertThat(line.getString("sid"), is(session.session().toString()));
        assertThat(line.getString("ip"), is("127.0.0.1"));
        assertThat(line.getString("reason"), is("new-device"));
    }

    @Test
    @DisplayName("A-44 a failed login makes one line with its reason")
    void a_failed_login_makes_a_line() {
        person.tryToLogIn("a wrong password").statusCode(401);
        Newcomer.someone().tryToLogIn("a wrong password").statusCode(401);

        var failed = lines.of("login-failed");
        assertThat(failed, hasSize(2));
        assertThat(failed.get(0).getString("user"), is(person.id().toString()));
        assertThat(failed.get(0).getString("reason"), is("wrong-password"));
        assertThat(failed.get(1).getString("user"), is(nullValue()));
        assertThat(failed.get(1).getString("reason"), is("no-such-account"));
    }

    @Test
    @DisplayName("A-44 a stolen refresh token makes a line")
    void a_reused_refresh_token_makes_a_line() {
        var first = person.logIn();
        first.refresh().refresh();
        clock.forward(Duration.ofMinutes(1));

        first.tryToRefresh().statusCode(401);

        assertThat(
                only("refresh-token-reused").getString("sid"),
                is(first.session().toString()));
    }

    @Test
    @DisplayName("A-44 what is forbidden makes a line")
    void what_is_forbidden_makes_a_line() {
        var session = person.logIn();

        session.call(
                        "POST",
                        "/users/password",
                        Map.of("current_password", "not the password", "new_password", "whatever it would be"))
                .statusCode(403);

        assertThat(only("forbidden").getString("user"), is(person.id().toString()));
        assertThat(
                only("confirmation-failed").getString("sid"),
                is(session.session().toString()));
    }

    @Test
    @DisplayName("A-44 a change of the password and of roles make lines")
    void changes_make_lines() {
        var session = person.logIn();

        session.call(
                        "POST",
                        "/users/password",
                        Map.of("current_password", person.password(), "new_password", "whatever it would be"))
                .statusCode(204);

        assertThat(only("password-changed").getString("user"), is(person.id().toString()));

        var admin = Newcomer.joined();
        sql("update users.users set roles = '{user,admin}' where id = $1", admin.id());
        admin.logIn()
                .call("PUT", "/users/" + person.id() + "/roles", Map.of("roles", List.of("moderator")))
                .statusCode(200);

        var line = only("roles-changed");
        assertThat(line.getString("user"), is(person.id().toString()));
        assertThat(line.getString("reason"), is("by " + admin.id()));
        assertThat(line.getString("ip"), is("127.0.0.1"));
    }

    @Test
    @DisplayName("A-44 an export and a forgotten phone number make lines")
    void taking_along_makes_a_line() {
        var session = person.logIn();
        sql("""
                insert into users.phones (user_id, hmac, hmac_key_id, cipher, verified_at)
                values ($1, $2, 'k', '', now())""", person.id(), Buffer.buffer(person.email()));

        session.call("DELETE", "/users/phone", Map.of("current_password", person.password()))
                .statusCode(204);
        session.call("POST", "/users/export", Map.of("current_password", person.password()))
                .statusCode(200);

        for (var event : List.of("phone-forgotten", "exported")) {
            assertThat(only(event).getString("user"), is(person.id().toString()));
            assertThat(only(event).getString("sid"), is(session.session().toString()));
        }
    }

    @Test
    @DisplayName("A-44 a line break in the name of a program does not begin a line")
    void a_line_break_does_not_begin_a_line() {
        // as no client may send it; a server that is lenient would let it through
        var forged = "curl\u0085{\"event\":\"login\"}";

        given().header("User-Agent", forged)
                .contentType(ContentType.JSON)
                .body(Map.of("email", person.email(), "password", "a wrong password"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(401);

        assertThat(lines.of("login"), hasSize(0));
        assertThat(lines.of("login-failed"), hasSize(1));
        lines.texts.forEach(
                text -> assertThat(text, text.chars().allMatch(letter -> letter >= ' ' && letter <= '~'), is(true)));
    }

    @Test
    @DisplayName("A-43 no line holds a secret or an e-mail address")
    void no_line_holds_a_secret() {
        var session = person.logIn();
        person.tryToLogIn("a wrong password").statusCode(401);
        SignedIn.present(session.refresh().refreshToken()).statusCode(200);

        for (var secret : List.of(
                person.email(), person.password(), "a wrong password", session.accessToken(), session.refreshToken())) {
            assertThat(
                    lines.texts.stream().filter(text -> text.contains(secret)).toList(), hasSize(0));
        }
        assertThat(lines.texts, hasSize(2));
    }

    private JsonPath only(String event) {
        var found = lines.of(event);
        assertThat(lines.texts.toString(), found, hasSize(1));
        return found.getFirst();
    }

    /** What was written. */
    private static final class Lines extends Handler {
        final List<String> texts = new CopyOnWriteArrayList<>();

        List<JsonPath> of(String event) {
            return texts.stream()
                    .map(JsonPath::from)
                    .filter(line -> event.equals(line.getString("event")))
                    .toList();
        }

        @Override
        public void publish(LogRecord record) {
            texts.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
