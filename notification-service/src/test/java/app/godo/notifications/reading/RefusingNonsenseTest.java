package app.godo.notifications.reading;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.notifications.Impatient;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What no app sends is refused by a problem of the caller's, and never an error of ours. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class RefusingNonsenseTest {

    private static final String LONG = "x".repeat(3_000);

    private final Person me = Person.joined();
    private final List<String> wrong = new ArrayList<>();

    @Test
    @DisplayName("A-36: bodies that say nothing")
    void bodies() {
        for (var body : List.of(
                "",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{",
                "{\"ids\":null}",
                "{\"ids\":1}",
                "{\"ids\":{}}",
                "{\"ids\":[1]}",
                "{\"ids\":[[]]}",
                "{\"ids\":[\"\"]}",
                "{\"ids\":[\"\\u0000\"]}",
                "{\"ids\":[\"%s\"]}".formatted(LONG),
                "{\"ids\":[%s]}".formatted(String.join(",", Collections.nCopies(101, "\"" + me.id() + "\""))),
                "{\"up_to\":1}",
                "{\"up_to\":true}",
                "{\"up_to\":[]}",
                "{\"up_to\":\"\"}",
                "{\"up_to\":\"x\"}",
                "{\"up_to\":\"\\u0000\"}",
                "{\"up_to\":\"%s\"}".formatted(LONG),
                "{\"up_to\":\"%s\"} 1".formatted(me.id()),
                "{\"%s\":1}".formatted(LONG),
                "{\"ids\":" + "[".repeat(500) + "]".repeat(500) + "}")) {
            look(
                    body,
                    given().auth()
                            .oauth2(me.token())
                            .contentType(ContentType.JSON)
                            .body(body)
                            .post("/api/v1/notifications/mark_read"));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("A-36: questions that ask for nothing there is")
    void questions() {
        for (var question : List.of(
                "limit=x",
                "limit=0",
                "limit=-1",
                "limit=101",
                "limit=1.5",
                "limit=99999999999999",
                "limit=%00",
                "cursor=x",
                "cursor=%00",
                "cursor=%FF",
                "cursor=" + LONG)) {
            look(
                    question,
                    given().auth()
                            .oauth2(me.token())
                            .urlEncodingEnabled(false)
                            .get("/api/v1/notifications/?" + question));
        }
        assertEquals(List.of(), wrong);
    }

    private void look(String what, Response answer) {
        if (answer.statusCode() < 400
                || answer.statusCode() >= 500
                || !"application/problem+json".equals(answer.contentType().split(";")[0])) {
            wrong.add("%d %s: %s"
                    .formatted(
                            answer.statusCode(), answer.contentType(), what.substring(0, Math.min(80, what.length()))));
        }
    }
}
