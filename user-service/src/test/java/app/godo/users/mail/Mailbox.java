package app.godo.users.mail;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;

import java.util.List;
import java.util.regex.Pattern;

/** Someone's mailbox on a developer's machine. */
public final class Mailbox {

    private static final Pattern TOKEN = Pattern.compile("#token=(\\S+)");

    public static ValidatableResponse of(String email) {
        return given().queryParam("to", email).get("/api/v1/dev/mail").then().statusCode(200);
    }

    /** The subjects of the letters to it, the latest first. */
    public static List<String> subjects(String email) {
        return of(email).extract().jsonPath().getList("items.subject");
    }

    /** The token in the latest letter of this subject, which may still be on its way. */
    public static String tokenOf(String email, String subject) {
        Awaitility.await().until(() -> subjects(email).contains(subject));
        return tokenIn(of(email)
                .extract()
                .jsonPath()
                .param("subject", subject)
                .getString("items.find { it.subject == subject }.text"));
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
