package app.godo.users.verification;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.mail.Mailbox;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** With the defaults of production: letters are delivered, and nobody signs in before the mailbox is proven. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(VerifyingAnEmailTest.AsInProduction.class)
class VerifyingAnEmailTest {

    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("godo.auth.require-verified-email", "true", "godo.mail.captured", "false");
        }
    }

    @Inject
    MockMailbox postOffice;

    @Inject
    MovableClock clock;

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    @Test
    void who_has_not_proven_the_mailbox_cannot_log_in() {
        var newcomer = Newcomer.joined();

        newcomer.tryToLogIn(newcomer.password()).statusCode(403).body("code", is("email-unverified"));

        newcomer.tryToLogIn("a wrong password").statusCode(401).body("code", is("invalid-credentials"));
    }

    @Test
    void the_token_of_the_letter_proves_the_mailbox() {
        var newcomer = Newcomer.joined();

        verify(tokenFor(newcomer, 1)).statusCode(200).body("status", is("verified"));

        newcomer.logIn().profile().statusCode(200);
    }

    @Test
    @DisplayName("A-32 a token works once")
    void a_token_works_once() {
        var token = tokenFor(Newcomer.joined(), 1);
        verify(token).statusCode(200);

        verify(token).statusCode(422).body("code", is("verification-token-invalid"));
    }

    @Test
    @DisplayName("A-32 a token works for ten minutes, and who knows the password gets another one")
    void a_token_works_for_ten_minutes() {
        var newcomer = Newcomer.joined();
        var late = tokenFor(newcomer, 1);
        newcomer.tryToLogIn(newcomer.password()).statusCode(403);
        assertThat("one letter at a time", lettersTo(newcomer), hasSize(1));
        clock.forward(Duration.ofMinutes(10));

        verify(late).statusCode(422);

        newcomer.tryToLogIn("a wrong password").statusCode(401);
        newcomer.tryToLogIn(newcomer.password()).statusCode(403);
        verify(tokenFor(newcomer, 2)).statusCode(200);
        newcomer.logIn();
    }

    @Test
    @DisplayName("A-32 a token is kept as its hash")
    void a_token_is_kept_as_its_hash() {
        var newcomer = Newcomer.joined();
        var token = tokenFor(newcomer, 1);

        var rows = Database.sql("select * from users.email_tokens where user_id = $1", newcomer.id());

        assertThat(rows, hasSize(1));
        assertThat(rows.getFirst().deepToString().contains(token.substring(4)), is(false));
        assertThat(rows.getFirst().getBuffer("token_hash").length(), is(32));
    }

    @Test
    void nobody_reads_letters_here() {
        given().queryParam("to", "a@example.org")
                .get("/api/v1/dev/mail")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private static ValidatableResponse verify(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/api/v1/auth/verify-email")
                .then();
    }

    private List<String> lettersTo(Newcomer newcomer) {
        return postOffice.getMailsSentTo(newcomer.email()).stream()
                .map(io.quarkus.mailer.Mail::getText)
                .toList();
    }

    private String tokenFor(Newcomer newcomer, int letters) {
        Awaitility.await().until(() -> lettersTo(newcomer).size() == letters);
        return Mailbox.tokenIn(lettersTo(newcomer).getLast());
    }
}
