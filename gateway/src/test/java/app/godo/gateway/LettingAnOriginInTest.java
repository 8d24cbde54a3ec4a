package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.from;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.util.Map;

/** As somebody has named one. */
@QuarkusTest
@TestProfile(LettingAnOriginInTest.Web.class)
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class LettingAnOriginInTest {

    private static final String OURS = "https://web.godo.example";

    public static class Web implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("godo.entrance.origins", OURS);
        }
    }

    @Test
    void its_pages_read_answers_and_refusals() {
        someone()
                .header("Origin", OURS)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", OURS)
                .header("Access-Control-Expose-Headers", containsString("RateLimit"))
                .header("Access-Control-Allow-Credentials", nullValue());
        anyone().header("Origin", OURS)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", OURS);
    }

    @Test
    void its_browsers_may_ask_beforehand_and_need_no_token_for_it() {
        anyone().header("Origin", OURS)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .options("/api/v1/users/profile")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", OURS)
                .header("Access-Control-Allow-Methods", containsString("PATCH"))
                .header("Access-Control-Allow-Headers", containsString("If-Match"))
                .header("Access-Control-Max-Age", "7200");
        anyone().header("Origin", OURS)
                .header("Access-Control-Request-Method", "GET")
                .options("/nowhere")
                .then()
                .statusCode(404);
    }

    @Test
    @DisplayName("A-38: to ask beforehand is counted by address, and carries nothing")
    void asking_beforehand_is_counted() {
        anyone().header("Origin", OURS)
                .header("Access-Control-Request-Method", "PATCH")
                .options("/api/v1/users/profile")
                .then()
                .statusCode(204)
                .header("RateLimit", startsWith("\"preflight\";r="));
        anyone().header("Origin", OURS)
                .header("Access-Control-Request-Method", "PATCH")
                .body("abc")
                .options("/api/v1/users/profile")
                .then()
                .statusCode(400)
                .body("code", is("malformed-request"));
    }

    @Test
    @DisplayName("A-38: what asking beforehand costs is taken from nobody who asks")
    void asking_beforehand_takes_nothing_from_who_asks() {
        for (var i = 0; i < 30; i++) {
            var asked = from(
                    "127.0.8.1",
                    "OPTIONS",
                    "/api/v1/auth/login",
                    "Origin",
                    OURS,
                    "Access-Control-Request-Method",
                    "POST");
            assertEquals(204, asked.statusCode());
        }

        assertEquals("\"auth\";r=19;", left(from("127.0.8.1", "POST", "/api/v1/auth/login", "Origin", OURS)));
        assertEquals("\"address\";r=9999;", left(from("127.0.8.1", "GET", "/api/v1/users/profile", "Origin", OURS)));
    }

    private static String left(HttpResponse<String> answer) {
        return answer.headers().firstValue("RateLimit").orElseThrow().replaceFirst("t=.*", "");
    }

    @Test
    @DisplayName("A-47: another origin still reads nothing")
    void another_origin_reads_nothing() {
        for (var origin :
                new String[] {"https://evil.example", OURS + ".evil.example", "null", "http://web.godo.example"}) {
            var answer = someone().header("Origin", origin).get("/api/v1/users/profile");
            answer.then().header("Access-Control-Allow-Origin", nullValue());
            assertTrue(answer.headers().getValues("Vary").contains("origin"), "another may be told something else");
            anyone().header("Origin", origin)
                    .header("Access-Control-Request-Method", "GET")
                    .options("/api/v1/users/profile")
                    .then()
                    .statusCode(401)
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }
}
