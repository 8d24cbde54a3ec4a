package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** As nobody has named an origin. */
@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class TellingBrowsersTest {

    @Test
    @DisplayName("A-47: every answer, ours or a service's, says what browsers must not do")
    void all_answers_say_it() {
        saysIt(someone().get("/api/v1/users/profile"));
        saysIt(someone().get("/api/v1/users/status?code=204"));
        saysIt(anyone().get("/api/v1/users/profile"));
        saysIt(anyone().get("/nowhere"));
        saysIt(someone().port(TheGateway.adminPort()).get("/api/v1/ingestion/sources"));
    }

    private static void saysIt(Response answer) {
        answer.then()
                .header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer");
    }

    @Test
    @DisplayName("A-47: nobody keeps an answer unless its service says that somebody may")
    void nobody_keeps_answers() {
        someone().get("/api/v1/users/profile").then().header("Cache-Control", "private, no-store");
        anyone().post("/api/v1/auth/refresh").then().header("Cache-Control", "private, no-store");
        anyone().get("/api/v1/users/profile").then().header("Cache-Control", "no-store");
        someone().get("/api/v1/users/public").then().header("Cache-Control", "public, max-age=60");
    }

    @Test
    @DisplayName("A-47: no page of another origin may read anything, whatever a service says")
    void no_other_origin_reads() {
        someone()
                .header("Origin", "https://evil.example")
                .get("/api/v1/users/public")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
        anyone().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .options("/api/v1/users/profile")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Methods", nullValue())
                .body("detail", containsString("Sign in"))
                .body("code", is("unauthenticated"));
    }
}
