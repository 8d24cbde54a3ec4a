package app.godo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One demo person's app: it knows the gateway and nothing else. */
final class Visitor {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final Set<Integer> NOT_NOW = Set.of(503, 504);
    private static final int MOST_TRIES = 5;

    /** What the gateway answered. */
    record Answer(String request, int status, JsonNode body) {
        Answer expect(int... statuses) {
            for (int expected : statuses) {
                if (status == expected) {
                    return this;
                }
            }
            throw new UnexpectedAnswer("%s answered %d: %s".formatted(request, status, body));
        }
    }

    private final String gateway;
    private final String email;
    private final String password;
    private String token;
    private String id;

    Visitor(String gateway, String email, String password) {
        this.gateway = gateway;
        this.email = email;
        this.password = password;
    }

    String id() {
        return id;
    }

    /** Signing up twice is answered as the first time, so nothing has to be asked before. */
    Visitor signUp(String fullName, String birthDate, String... tastes) throws IOException, InterruptedException {
        var signup = JSON.createObjectNode()
                .put("email", email)
                .put("password", password)
                .put("full_name", fullName)
                .put("birth_date", birthDate);
        var chosen = signup.putArray("tastes");
        for (var taste : tastes) {
            chosen.add(taste);
        }
        post("/auth/signup", signup).expect(202);
        var session = post(
                        "/auth/login",
                        JSON.createObjectNode().put("email", email).put("password", password))
                .expect(200)
                .body();
        token = session.at("/access_token").asText();
        id = session.at("/user/id").asText();
        return this;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET(), "GET " + path);
    }

    Answer post(String path, ObjectNode body) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.toString()));
        return send(request, "POST " + path);
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path)).timeout(Duration.ofSeconds(20));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** As an app does: what a fleet that has just started was too slow to answer is asked again, which every write bears. */
    private static Answer send(HttpRequest.Builder request, String name) throws IOException, InterruptedException {
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        for (int tries = 1; tries < MOST_TRIES && NOT_NOW.contains(answer.statusCode()); tries++) {
            TimeUnit.SECONDS.sleep(1);
            answer = HTTP.send(request.build(), BodyHandlers.ofString());
        }
        var body = answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
        return new Answer(name, answer.statusCode(), body);
    }
}
