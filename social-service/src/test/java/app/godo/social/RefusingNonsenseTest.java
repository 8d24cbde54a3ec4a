package app.godo.social;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What no app sends is refused by a problem of the caller's, and never an error of ours. */
@QuarkusTest
@WithTestResource(GodoServers.class)
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
                "[{}]",
                "{",
                "{\"user_id\":null}",
                "{\"user_id\":1}",
                "{\"user_id\":true}",
                "{\"user_id\":{}}",
                "{\"user_id\":[\"%s\"]}".formatted(me.id()),
                "{\"user_id\":\"\"}",
                "{\"user_id\":\"x\"}",
                "{\"user_id\":\"\\u0000\"}",
                "{\"user_id\":\"%s\\u0000\"}".formatted(me.id()),
                "{\"user_id\":\"%s\"}".formatted(LONG),
                "{\"user_id\":\"%s\"} {}".formatted(me.id()),
                "{\"user_id\":\"%s\"}".formatted("1-1-1-1-1"),
                "{\"%s\":1}".formatted(LONG),
                "{\"\\u0000\":1}",
                "{\"user_id\":" + "[".repeat(500) + "]".repeat(500) + "}")) {
            look(
                    body,
                    given().auth()
                            .oauth2(me.token())
                            .contentType(ContentType.JSON)
                            .body(body)
                            .post("/api/v1/users/friends/requests"));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("A-36: ids that name nobody")
    void ids() {
        for (var id : List.of("x", "1", "%00", LONG, "%F0%9F%98%80", me.id() + "x", "-", "%2e%2e", "null")) {
            for (var path : List.of("requests/{}/accept", "requests/{}/decline")) {
                look(path + " " + id, call("POST", "/api/v1/users/friends/" + path.replace("{}", id)));
            }
            for (var path : List.of("friends/requests/", "friends/", "blocks/")) {
                look(path + " " + id, call("DELETE", "/api/v1/users/" + path + id));
            }
            look("block " + id, call("POST", "/api/v1/users/blocks/" + id));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("A-36: questions that ask for nothing there is")
    void questions() {
        for (var list : List.of("requests", "requests?direction=outgoing", "list")) {
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
                    "cursor=" + LONG,
                    "direction=%00",
                    "direction=" + LONG)) {
                if (list.equals("list") && question.startsWith("direction")) {
                    continue; // it has none, and what a list does not know it passes over
                }
                if (list.contains("?") && question.startsWith("direction")) {
                    continue;
                }
                var separator = list.contains("?") ? "&" : "?";
                look(list + " " + question, call("GET", "/api/v1/users/friends/" + list + separator + question));
            }
        }
        assertEquals(List.of(), wrong);
    }

    private Response call(String method, String path) {
        return given().auth().oauth2(me.token()).urlEncodingEnabled(false).request(method, path);
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
