package app.godo.users.session;

import static app.godo.wire.testing.Database.sql;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import app.godo.users.Newcomer;
import app.godo.users.Work;
import app.godo.wire.testing.GodoServers;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class LoggingInTest {

    @Test
    void who_knows_the_password_gets_tokens() {
        var newcomer = Newcomer.joined();

        newcomer.tryToLogIn(newcomer.password())
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", is("Bearer"))
                .body("expires_in", is(600))
                .body("access_token", notNullValue())
                .body("refresh_token", startsWith("gr1_"))
                .body("user.id", is(newcomer.id().toString()))
                .body("user.email", is(newcomer.email()))
                .body("user.full_name", nullValue());
    }

    @Test
    void the_access_token_says_what_rfc_9068_asks_for() throws Exception {
        var newcomer = Newcomer.joined();

        var claims = newcomer.logIn().claims();

        assertThat(claims.getIssuer(), is("https://godo.app"));
        assertThat(claims.getAudience(), contains("godo-api"));
        assertThat(claims.getSubject(), is(newcomer.id().toString()));
        assertThat(claims.getStringListClaimValue("roles"), contains("user"));
        assertThat(claims.getStringClaimValue("client_id"), is("godo-app"));
        assertThat(claims.getStringClaimValue("scope"), is("api"));
        assertThat(claims.getJwtId(), notNullValue());
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue(), is(600L));
    }

    @Test
    void the_day_of_the_last_login_and_the_device_are_noted() {
        var newcomer = Newcomer.joined();

        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        newcomer.email(),
                        "password",
                        newcomer.password(),
                        "device",
                        Map.of("name", "Ana's phone", "platform", "ios")))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200);

        var row = sql("""
                select last_login, device_name, platform, version from users.users join users.sessions on user_id = users.id
                where users.id = $1""", newcomer.id()).getFirst();
        assertThat(row.getLocalDate("last_login"), is(LocalDate.now(ZoneOffset.UTC)));
        assertThat(row.getString("device_name"), is("Ana's phone"));
        assertThat(row.getString("platform"), is("ios"));
        assertThat("a login is no change of the profile", row.getLong("version"), is(1L));
    }

    @Test
    @DisplayName("A-29 an unknown account and a wrong password are answered alike, byte for byte")
    void unknown_and_wrong_are_answered_alike() {
        var wrong = Newcomer.joined().tryToLogIn("a wrong password");
        var unknown = Newcomer.someone().tryToLogIn("a wrong password");

        wrong.statusCode(401)
                .contentType("application/problem+json")
                .body("code", is("invalid-credentials"))
                .header("WWW-Authenticate", "Bearer");
        assertThat(
                unknown.extract().body().asString(), is(wrong.extract().body().asString()));
        assertThat(
                unknown.extract().headers().asList().toString(),
                is(wrong.extract().headers().asList().toString()));
    }

    @Test
    @DisplayName("A-29 an unknown account takes the same work as a wrong password")
    void an_unknown_account_takes_its_time() {
        var known = Newcomer.joined();

        Work.of(() -> Newcomer.someone().tryToLogIn("a wrong password"), () -> known.tryToLogIn("a wrong password"))
                .areAlike();
    }

    @Test
    void what_is_no_email_is_an_unknown_account() {
        new Newcomer("admin\u0000", "admin")
                .tryToLogIn("admin")
                .statusCode(401)
                .body("code", is("invalid-credentials"));
    }

    @Test
    @DisplayName("A-28 a login renews a hash that was made when less was asked for")
    void a_login_renews_an_old_hash() {
        var newcomer = Newcomer.joined();
        var old = Argon2Factory.create(Argon2Types.ARGON2id)
                .hash(1, 8192, 1, newcomer.password().getBytes(StandardCharsets.UTF_8));
        sql("update users.credentials set password_hash = $1 where user_id = $2", old, newcomer.id());

        newcomer.tryToLogIn("a wrong password").statusCode(401);
        assertThat(hashOf(newcomer), is(old));
        newcomer.logIn();

        assertThat(hashOf(newcomer), startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
        var renewed = hashOf(newcomer);
        newcomer.logIn();
        assertThat("a good hash stays", hashOf(newcomer), is(renewed));
    }

    @Test
    @DisplayName("A-28 two logins at once that both renew the hash both get in")
    void two_logins_at_once_renew_an_old_hash() {
        var newcomer = Newcomer.joined();
        for (var round = 0; round < 3; round++) {
            var old = Argon2Factory.create(Argon2Types.ARGON2id)
                    .hash(1, 8192, 1, newcomer.password().getBytes(StandardCharsets.UTF_8));
            sql("update users.credentials set password_hash = $1 where user_id = $2", old, newcomer.id());

            IntStream.range(0, 2).parallel().forEach(login -> newcomer.logIn());
        }
    }

    @Test
    @DisplayName("A-24 a password longer than any account's is refused before any work")
    void an_endless_password_is_refused() {
        Newcomer.someone()
                .tryToLogIn("p".repeat(5000))
                .statusCode(422)
                .body("errors.pointer", contains("/password"))
                .body("detail", not(startsWith("p")));
    }

    private static String hashOf(Newcomer newcomer) {
        return sql("select password_hash from users.credentials where user_id = $1", newcomer.id())
                .getFirst()
                .getString(0);
    }
}
