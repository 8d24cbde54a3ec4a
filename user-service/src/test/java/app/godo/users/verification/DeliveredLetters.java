package app.godo.users.verification;

import static io.restassured.RestAssured.given;

import app.godo.users.MovableClock;
import app.godo.users.Newcomer;
import app.godo.users.mail.Mailbox;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** With the defaults of production: letters are delivered, and nobody signs in before the mailbox is proven. */
abstract class DeliveredLetters {

    public static class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("godo.auth.require-verified-email", "true", "godo.mail.captured", "false");
        }
    }

    static final String STRANGERS = "the stranger's password";

    @Inject
    MockMailbox postOffice;

    @Inject
    MovableClock clock;

    @AfterEach
    void back_to_now() {
        clock.reset();
    }

    /** What the answer to a signup says of it. */
    static String signupOf(Newcomer newcomer) {
        return Newcomer.signUp(newcomer.signup()).statusCode(202).extract().path("signup");
    }

    static ValidatableResponse resend(String signup) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("signup", signup))
                .post("/api/v1/auth/verify-email/resend")
                .then();
    }

    static ValidatableResponse verify(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post("/api/v1/auth/verify-email")
                .then();
    }

    /** However the address was written. */
    List<String> lettersTo(Newcomer newcomer) {
        return Stream.of(newcomer.email().toUpperCase(), newcomer.email())
                .flatMap(email -> postOffice.getMailsSentTo(email).stream())
                .map(io.quarkus.mailer.Mail::getText)
                .toList();
    }

    String tokenFor(Newcomer newcomer, int letters) {
        return tokenFor(newcomer, letters, letters - 1);
    }

    String tokenFor(Newcomer newcomer, int letters, int letter) {
        Awaitility.await().until(() -> lettersTo(newcomer).size() == letters);
        return Mailbox.tokenIn(lettersTo(newcomer).get(letter));
    }
}
