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
import java.util.UUID;

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

    @Test
    @DisplayName("A-36: bodies that say nothing of groups")
    void bodies_of_groups() {
        var group = Club.founded(me, "public");
        for (var request : List.of(
                "POST /groups",
                "PATCH /groups/" + group,
                "POST /groups/" + group + "/members",
                "PATCH /groups/" + group + "/members/" + me.id(),
                "POST /groups/" + group + "/events",
                "PUT /groups/" + group + "/events/" + me.id() + "/votes/me",
                "POST /groups/" + group + "/messages",
                "PATCH /groups/" + group + "/messages/" + me.id(),
                "POST /groups/" + group + "/messages/" + me.id() + "/reports",
                "PUT /groups/" + group + "/messages/read",
                "POST /groups/invites",
                "POST /groups/invites/join")) {
            for (var body : List.of(
                    "",
                    "null",
                    "1",
                    "[]",
                    "{",
                    "{\"id\":1}",
                    "{\"name\":\"\\u0000\"}",
                    "{\"name\":null}",
                    "{\"name\":{}}",
                    "{\"name\":\"x\",\"max_members\":\"3\"}",
                    "{\"name\":\"x\",\"max_members\":99999999999}",
                    "{\"name\":\"%s\"}".formatted(LONG),
                    "{\"user_id\":\"x\"}",
                    "{\"role\":\"king\"}",
                    "{\"role\":1}",
                    "{\"event_id\":\"x\"}",
                    "{\"event_id\":\"%s\",\"closes_at\":\"soon\"}".formatted(me.id()),
                    "{\"vote\":\"\\u0000\"}",
                    "{\"body\":\"\\u0000\",\"client_msg_id\":\"%s\"}".formatted(me.id()),
                    "{\"body\":\"\\ud800\",\"client_msg_id\":\"x\"}",
                    "{\"token\":\"\"}",
                    "{\"reason\":0}")) {
                var words = request.split(" ");
                look(
                        request + " " + body,
                        given().auth()
                                .oauth2(me.token())
                                .header("Idempotency-Key", UUID.randomUUID())
                                .header("If-Match", "*")
                                .contentType(ContentType.JSON)
                                .body(body)
                                .request(words[0], "/api/v1" + words[1]));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("A-36: ids of groups, and questions about them, that there are none of")
    void ids_and_questions_of_groups() {
        var group = Club.founded(me, "public");
        for (var id : List.of("x", "%00", LONG, me.id() + "x", "null")) {
            for (var path : List.of("{}", "{}/members", "{}/events", "{}/messages", "{}/messages/read")) {
                look("GET " + path + id, call("GET", "/api/v1/groups/" + path.replace("{}", id)));
            }
            for (var path : List.of("/members/", "/events/", "/messages/")) {
                look("DELETE " + path + id, call("DELETE", "/api/v1/groups/" + group + path + id));
            }
            look("accept " + id, call("POST", "/api/v1/groups/invites/" + id + "/accept"));
            look("before " + id, call("GET", "/api/v1/groups/" + group + "/messages?before=" + id));
        }
        for (var list :
                List.of("", "/invites", "/" + group + "/members", "/" + group + "/events", "/" + group + "/messages")) {
            for (var question :
                    List.of("limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00", "cursor=" + LONG)) {
                look(list + question, call("GET", "/api/v1/groups" + list + "?" + question));
            }
        }
        look("q", call("GET", "/api/v1/groups?q=%00%00"));
        look("q", call("GET", "/api/v1/groups?q=" + LONG));
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
