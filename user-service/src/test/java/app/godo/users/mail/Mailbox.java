package app.godo.users.mail;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;

import java.util.regex.Pattern;

/** Someone's mailbox on a developer's machine. */
public final class Mailbox {

    private static final Pattern TOKEN = Pattern.compile("#token=(\\S+)");

    public static ValidatableResponse of(String email) {
        return given().queryParam("to", email).get("/api/v1/dev/mail").then().statusCode(200);
    }

    /** The token in the text of a letter. */
    public static String tokenIn(String text) {
        var found = TOKEN.matcher(text);
        if (!found.find()) {
            throw new AssertionError("no token in: " + text);
        }
        return found.group(1);
    }

    private Mailbox() {}
}
