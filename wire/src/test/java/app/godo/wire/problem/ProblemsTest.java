package app.godo.wire.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ProblemsTest {

    private static final String PROBE = "/api/v1/probe";
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_good_request_is_answered_in_snake_case() {
        given().contentType("application/json")
                .body(
                        "{\"first_name\": \"Ana\", \"count\": 2, \"wanted_at\": \"2026-11-23T10:00:00-05:00\", \"lines\": []}")
                .post(PROBE)
                .then()
                .statusCode(200)
                .body("first_name", is("Ana"))
                .body("wanted_at", is("2026-11-23T15:00:00Z"));
    }

    @Test
    void a_refusal_says_its_code_and_when_to_come_back() {
        problem(given(), "GET", PROBE + "/refused", 503, "probe-closed")
                .header("Retry-After", "7")
                .body("detail", is("The probe is closed today."));
    }

    @Test
    void a_violated_constraint_names_the_field_by_a_pointer() {
        problem(
                        json("{\"first_name\": \"\", \"count\": 0, \"lines\": [{\"article_id\": \"a\"}, {}]}"),
                        "POST",
                        PROBE,
                        422,
                        "invalid-request")
                .body("errors.pointer", hasItem("/first_name"))
                .body("errors.pointer", hasItem("/count"))
                .body("errors.pointer", hasItem("/lines/1/article_id"));
    }

    @Test
    void text_that_the_database_cannot_keep_is_refused() {
        problem(json("{\"article_id\": \"a\\u0000b\"}"), "POST", PROBE + "/kept", 422, "invalid-request");
    }

    @Test
    void a_missing_element_of_a_list_is_named_by_its_place() {
        problem(
                        json("{\"first_name\": \"Ana\", \"count\": 1, \"lines\": [{\"article_id\": \"a\"}, null]}"),
                        "POST",
                        PROBE,
                        422,
                        "invalid-request")
                .body("errors.pointer", hasItem("/lines/1"));
    }

    @Test
    void a_violated_constraint_names_the_query_parameter() {
        problem(given(), "GET", PROBE + "/limited?limit=101", 422, "invalid-request")
                .body("errors.pointer", hasItem("?limit"));
    }

    @Test
    void a_target_as_long_as_the_gateway_lets_through_is_read() {
        problem(
                given().queryParam("also", "x".repeat(8_000)),
                "GET",
                PROBE + "/limited?limit=101",
                422,
                "invalid-request");
    }

    @Test
    void a_query_parameter_of_another_type_is_named() {
        for (var limit : List.of("abc", "1e9", "99999999999")) {
            problem(given(), "GET", PROBE + "/limited?also=abcd&limit=" + limit, 400, "malformed-request")
                    .body("errors.pointer", hasItem("?limit"));
        }
    }

    @Test
    void an_unknown_field_is_refused_by_name() {
        problem(
                        json("{\"first_name\": \"Ana\", \"count\": 1, \"lines\": [], \"is_admin\": true}"),
                        "POST",
                        PROBE,
                        422,
                        "unknown-field")
                .body("errors[0].pointer", is("/is_admin"));
    }

    @Test
    void a_value_of_another_type_is_refused_where_it_is() {
        problem(
                        json("{\"first_name\": \"Ana\", \"count\": \"2\", \"lines\": []}"),
                        "POST",
                        PROBE,
                        422,
                        "invalid-request")
                .body("errors[0].pointer", is("/count"));
        problem(
                        json("{\"first_name\": \"Ana\", \"count\": 1, \"wanted_at\": \"soon\", \"lines\": []}"),
                        "POST",
                        PROBE,
                        422,
                        "invalid-request")
                .body("errors[0].pointer", is("/wanted_at"));
    }

    @Test
    @DisplayName("A-38: JSON nested too deeply is malformed, quickly")
    void broken_json_is_malformed() {
        problem(json("{\"first_name\": "), "POST", PROBE, 400, "malformed-json");
        problem(json("[".repeat(500)), "POST", PROBE, 400, "malformed-json");
        problem(
                json("{\"first_name\": \"Ana\", \"count\": 1, \"lines\": []} {}"),
                "POST",
                PROBE,
                400,
                "malformed-json");
    }

    @Test
    void a_body_in_no_encoding_is_malformed() {
        problem(
                given().contentType("application/json").body(new byte[] {0, 0, 0, 0x7B, 0, 0x11, 0, 0}),
                "POST",
                PROBE,
                400,
                "malformed-json");
    }

    @Test
    void an_outage_is_said_and_says_nothing_of_what_is_away() {
        problem(given(), "GET", PROBE + "/away", 503, "unavailable")
                .header("Retry-After", is("2"))
                .body(not(containsString("10.0.0.5")));
    }

    @Test
    void an_empty_body_is_refused() {
        given().contentType("application/json")
                .post(PROBE)
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void the_framework_s_own_refusals_look_the_same() {
        problem(given(), "GET", "/api/v1/nowhere", 404, "not-found");
        problem(given(), "GET", "/elsewhere", 404, "not-found");
        problem(given(), "DELETE", PROBE + "/refused", 405, "method-not-allowed");
        problem(given().contentType("text/csv").body("a,b"), "POST", PROBE, 415, "unsupported-media-type");
    }

    @Test
    @DisplayName("A-45: an unexpected failure says nothing of what failed")
    void a_bug_is_ours_and_stays_ours() {
        problem(given(), "GET", PROBE + "/bug", 500, "internal-error")
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
        problem(given(), "GET", PROBE + "/broken", 500, "internal-error").body(not(containsString("secret")));
    }

    @Test
    @DisplayName("A-38: the largest head that the gateway lets through is read, with what the gateway adds to it")
    void a_head_from_the_gateway_is_never_too_large() {
        problem(given().header("X-Large", "x".repeat(20 * 1024)), "GET", PROBE + "/refused", 503, "probe-closed");
    }

    @Test
    void who_calls_without_a_token_is_challenged() {
        problem(given(), "GET", PROBE + "/me", 401, "unauthenticated").header("WWW-Authenticate", is("Bearer"));
    }

    private static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    private static ValidatableResponse problem(
            RequestSpecification request, String method, String path, int status, String code) {
        return request.header("traceparent", TRACEPARENT)
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .body("type", is("/problems/" + code))
                .body("code", is(code))
                .body("status", is(status))
                .body("instance", is("urn:trace:0af7651916cd43dd8448eb211c80319c"));
    }
}
