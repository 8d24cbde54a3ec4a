package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a developer's machine. */
@QuarkusTest
@TestProfile(WithoutRedisTest.Away.class)
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class ReadingTheDocumentTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/docs, text/html",
        "/api/v1/docs/start.js, text/javascript",
        "/api/v1/docs/swagger-ui-bundle.js, text/javascript",
        "/api/v1/docs/swagger-ui.css, text/css",
    })
    void there_are_pages_that_load_from_here_only(String path, String type) {
        anyone().get(path)
                .then()
                .statusCode(200)
                .header("Content-Type", is(type + "; charset=utf-8"))
                .header(
                        "Content-Security-Policy",
                        allOf(
                                containsString("default-src 'none'"),
                                containsString("script-src 'self'"),
                                containsString("connect-src 'self'"),
                                not(containsString("unsafe")),
                                not(containsString("http"))));
    }

    @Test
    void nothing_else_of_the_library_is_served() {
        anyone().get("/api/v1/docs/swagger-initializer.js").then().statusCode(404);
        anyone().get("/webjars/swagger-ui/swagger-ui.css").then().statusCode(404);
    }
}
