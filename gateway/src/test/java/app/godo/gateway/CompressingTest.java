package app.godo.gateway;

import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.uri;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class CompressingTest {

    private static final String LARGE = "\"" + "x".repeat(9_998) + "\"";

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/users/large", "/api/v1/users/large?in=chunks"})
    void json_that_is_long_is_compressed_for_who_likes_it(String path) throws Exception {
        var answer = get(path, "Accept-Encoding", "gzip");

        assertEquals(200, answer.statusCode());
        assertEquals("gzip", header(answer, "Content-Encoding"));
        assertEquals("accept-encoding", header(answer, "Vary"));
        assertEquals("\"7--gzip\"", header(answer, "ETag"));
        assertTrue(answer.body().length < 200);
        assertEquals(LARGE, unzipped(answer.body()));
    }

    @ParameterizedTest
    @CsvSource({
        "identity, ''",
        "gzip;q=0, ''",
        "'gzip;q=0, br;q=0', ''",
        "zstd, ''",
        "*, ''",
        "gzip;q=0.0.1, ''",
        "'br;q=0, gzip', gzip",
        "'br;q=0.1, gzip', gzip",
        "'deflate, gzip;q=1.0, *;q=0.5', gzip",
        "' GZIP ', gzip",
        "'gzip, deflate, br', br",
    })
    void the_client_chooses(String accepted, String coding) throws Exception {
        var answer = get("/api/v1/users/large", "Accept-Encoding", accepted);

        assertEquals(coding, header(answer, "Content-Encoding"));
        assertEquals("accept-encoding", header(answer, "Vary"));
    }

    @Test
    void without_a_wish_nothing_is_compressed() throws Exception {
        var answer = get("/api/v1/users/large");

        assertEquals("\"7\"", header(answer, "ETag"));
        assertEquals("10000", header(answer, "Content-Length"));
        assertEquals(LARGE, new String(answer.body(), StandardCharsets.US_ASCII));
    }

    @Test
    void what_is_short_is_left_as_it_is() throws Exception {
        var problem = get("/nowhere", "Accept-Encoding", "gzip");

        assertEquals("", header(problem, "Content-Encoding"));
        assertTrue(new String(problem.body(), StandardCharsets.UTF_8).contains("not-found"));
    }

    @Test
    void streams_of_events_are_left_as_they_are() throws Exception {
        var answer = get("/api/v1/users/sse", "Accept-Encoding", "gzip");

        assertEquals("", header(answer, "Content-Encoding"));
        assertEquals("data: first\n\ndata: last\n\n", new String(answer.body(), StandardCharsets.US_ASCII));
    }

    @Test
    void the_tag_of_what_was_compressed_is_still_good() throws Exception {
        var same = get("/api/v1/users/large", "Accept-Encoding", "gzip", "If-None-Match", "\"7--gzip\"");

        assertEquals(304, same.statusCode());
        assertEquals("\"7--gzip\"", header(same, "ETag"));
        assertEquals("accept-encoding", header(same, "Vary"));
        assertEquals(304, get("/api/v1/users/large", "If-None-Match", "\"7\"").statusCode());
        assertEquals(
                200, get("/api/v1/users/large", "If-None-Match", "\"6--gzip\"").statusCode());
    }

    @Test
    void a_weak_tag_stays_as_it_is() throws Exception {
        var answer = get("/api/v1/users/large?tag=W/%227%22", "Accept-Encoding", "gzip");

        assertEquals("gzip", header(answer, "Content-Encoding"));
        assertEquals("W/\"7\"", header(answer, "ETag"));
    }

    @Test
    void services_know_nothing_of_codings() {
        var heard = someone()
                .header("If-Match", "\"7--gzip\", \"8--br\", \"9\"")
                .get("/api/v1/users/profile")
                .jsonPath();

        assertEquals("\"7\", \"8\", \"9\"", heard.getString("headers.'if-match'[0]"));
    }

    @Test
    void answers_on_one_connection_stay_in_order() throws Exception {
        try (var socket = TheGateway.connect()) {
            var token = Tokens.of(Ids.next());
            var head = "GET %s HTTP/1.1\r\nHost: godo\r\nAuthorization: Bearer " + token + "\r\n%s\r\n";
            socket.getOutputStream()
                    .write((head.formatted("/api/v1/users/large", "If-None-Match: \"7--gzip\"\r\n")
                                    + head.formatted("/api/v1/users/large", "If-None-Match: \"7\"\r\n")
                                    + head.formatted("/api/v1/users/length", ""))
                            .getBytes(StandardCharsets.US_ASCII));

            var heard = TheGateway.heard(socket).text().toLowerCase();

            assertEquals(3, heard.split("http/1.1 ", -1).length - 1, heard);
            assertTrue(heard.indexOf("\"7--gzip\"") < heard.indexOf("\"7\""), heard);
            assertFalse(heard.substring(heard.indexOf("\"7\"")).contains("--gzip"), heard);
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + Tokens.of(Ids.next()));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String unzipped(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
