package app.godo.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * Somebody who has signed in at the gateway.
 *
 * @param token of access, good for ten minutes
 */
record Person(String gateway, String id, String token) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a walk along the river at dusk";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            // not the common pool, which has one thread on two cores
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    static Person joins(String gateway, String name) throws IOException, InterruptedException {
        var signup = JSON.createObjectNode()
                .put("email", emailOf(name))
                .put("password", PASSWORD)
                .put("full_name", "Load Test")
                .put("birth_date", "1996-02-29");
        new Person(gateway, null, null).post("/auth/signup", signup.toString(), 202);
        return signsIn(gateway, name);
    }

    static Person signsIn(String gateway, String name) throws IOException, InterruptedException {
        var login = JSON.createObjectNode().put("email", emailOf(name)).put("password", PASSWORD);
        var session = new Person(gateway, null, null).post("/auth/login", login.toString(), 200);
        return new Person(
                gateway,
                session.at("/user/id").asText(),
                session.at("/access_token").asText());
    }

    static String emailOf(String name) {
        return name + "@example.org";
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return body(HTTP.send(request(path).build(), BodyHandlers.ofString()), 200);
    }

    JsonNode post(String path, String body, int expected) throws IOException, InterruptedException {
        return body(HTTP.send(posting(path, body), BodyHandlers.ofString()), expected);
    }

    CompletableFuture<Integer> postLater(String path, String body) {
        return HTTP.sendAsync(posting(path, body), BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private HttpRequest posting(String path, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path)).timeout(Duration.ofSeconds(20));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static JsonNode body(HttpResponse<String> answer, int expected) throws IOException {
        if (answer.statusCode() != expected) {
            throw new IOException("%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
    }
}
