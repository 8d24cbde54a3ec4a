package app.godo.users;

import static io.restassured.RestAssured.given;

import app.godo.wire.testing.Database;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Someone who signs up, and what they know. */
public record Newcomer(String email, String password) {

    public static final String PASSWORD = "correct horse battery";

    /** Someone with an account. */
    public static Newcomer joined() {
        var newcomer = someone();
        signUp(newcomer.signup()).statusCode(202);
        return newcomer;
    }

    /** Someone without. */
    public static Newcomer someone() {
        return new Newcomer("n-" + UUID.randomUUID() + "@example.org", PASSWORD);
    }

    /** What they would sign up with, to be changed. */
    public Map<String, Object> signup() {
        return new HashMap<>(Map.of("email", email, "password", password, "birth_date", "1995-06-15"));
    }

    public static ValidatableResponse signUp(Map<String, Object> request) {
        return given().contentType(ContentType.JSON)
                .body(request)
                .post("/api/v1/auth/signup")
                .then();
    }

    public ValidatableResponse tryToLogIn(String withPassword) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", withPassword))
                .post("/api/v1/auth/login")
                .then();
    }

    /** From a device that may have been given a token before; null for a new one. */
    public ValidatableResponse tryToLogIn(String withPassword, String deviceToken) {
        var device = new HashMap<String, String>(Map.of("name", "a phone", "platform", "ios"));
        device.put("token", deviceToken);
        return given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", withPassword, "device", device))
                .post("/api/v1/auth/login")
                .then();
    }

    /** A session of theirs. */
    public SignedIn logIn() {
        return SignedIn.of(tryToLogIn(password).statusCode(200));
    }

    public UUID id() {
        return Database.sql("select id from users.users where email = $1", email)
                .getFirst()
                .getUUID("id");
    }
}
