package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.uri;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class ServingTheDocumentTest {

    private static final String DOCUMENT = "/api/v1/openapi.json";

    @Test
    void the_document_is_for_everybody_to_read_and_to_keep() {
        anyone().get(DOCUMENT)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "public, max-age=300")
                .header("ETag", startsWith("\""))
                .header("RateLimit-Policy", notNullValue())
                .body("openapi", is("3.1.0"))
                .body("paths.'/events/feed'.get.operationId", is("getEventsFeed"));
    }

    @Test
    void who_has_it_is_told_so() {
        var tag = anyone().get(DOCUMENT).header("ETag");

        anyone().header("If-None-Match", tag)
                .get(DOCUMENT)
                .then()
                .statusCode(304)
                .header("ETag", tag);
        anyone().header("If-None-Match", "\"1\", W/" + tag).get(DOCUMENT).then().statusCode(304);
        anyone().header("If-None-Match", "\"1\"").get(DOCUMENT).then().statusCode(200);
    }

    @Test
    void it_is_compressed_for_who_likes_it() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var asked = HttpRequest.newBuilder(uri(DOCUMENT))
                    .header("Accept-Encoding", "gzip")
                    .build();

            var answer = client.send(asked, BodyHandlers.ofByteArray());

            assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse(""));
            assertTrue(answer.headers().firstValue("ETag").orElse("").endsWith("--gzip\""));
        }
    }

    @Test
    void it_can_be_asked_about_and_not_changed() {
        anyone().head(DOCUMENT).then().statusCode(200).header("Content-Length", notNullValue());
        anyone().post(DOCUMENT)
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD")
                .body("code", is("method-not-allowed"));
        anyone().get(DOCUMENT + "/more").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/docs", "/api/v1/docs/start.js", "/api/v1/docs/swagger-ui-bundle.js", "/docs"})
    @DisplayName("A-45: in production there are no pages to read it on")
    void there_are_no_pages(String path) {
        anyone().get(path)
                .then()
                .statusCode(404)
                .body("code", is("not-found"))
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("ETag", nullValue());
    }
}
