package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** The mobile app in one person's hand. It knows the gateway's address and nothing else. */
final class App {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final String PASSWORD = Secrets.keep(Secrets.Kind.PASSWORD, "a walk along the river at dusk");
    private static final String BIRTH_DATE = Secrets.keep(Secrets.Kind.BIRTH_DATE, "1996-02-29");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String gateway;
    final String email;
    final String name;
    private volatile String accessToken;
    private volatile String refreshToken;
    private String id;

    private App(String gateway, String name) {
        this.gateway = gateway;
        this.name = name;
        this.email = Secrets.keep(
                Secrets.Kind.MAIL_ADDRESS,
                name.toLowerCase().replace(' ', '.') + "." + UUID.randomUUID() + "@example.org");
    }

    /** Somebody who has just signed up and signed in. */
    static App of(String gateway, String name, String... tastes) {
        var app = new App(gateway, name);
        var signup = object().put("email", app.email).put("password", PASSWORD);
        signup.put("birth_date", BIRTH_DATE).put("full_name", name);
        if (tastes.length > 0) {
            var chosen = signup.putArray("tastes");
            for (var taste : tastes) {
                chosen.add(taste);
            }
        }
        assertEquals(
                "verification_sent",
                app.post("/auth/signup", signup).expect(202).at("/status").asText());
        app.signIn();
        return app;
    }

    void signIn() {
        var session = post("/auth/login", object().put("email", email).put("password", PASSWORD))
                .expect(200);
        assertEquals("Bearer", session.at("/token_type").asText());
        assertEquals(email, session.at("/user/email").asText());
        id = session.at("/user/id").asText();
        take(session);
    }

    /** Rotates the session's tokens. */
    Answer refresh(String token) {
        var answer = post("/auth/refresh", object().put("refresh_token", token));
        if (answer.status() == 200) {
            take(answer.body());
        }
        return answer;
    }

    private void take(JsonNode session) {
        accessToken = Secrets.keep(
                Secrets.Kind.ACCESS_TOKEN, session.at("/access_token").asText());
        refreshToken = Secrets.keep(
                Secrets.Kind.REFRESH_TOKEN, session.at("/refresh_token").asText());
    }

    /** Somebody of whom only a token is known. */
    static App holding(String gateway, String accessToken) {
        var app = new App(gateway, "Unknown");
        app.accessToken = accessToken;
        return app;
    }

    /** Somebody who is not signed in. */
    static App nobody(String gateway) {
        return holding(gateway, null);
    }

    String password() {
        return PASSWORD;
    }

    /** What the last letter, or text message, to an address has that fits; it is captured on a developer's machine. */
    String fromLetterTo(String address, Pattern secret) {
        var letters = send(
                City.fleet().url(GodoService.USERS),
                "GET",
                "/dev/mail?to=" + URLEncoder.encode(address, StandardCharsets.UTF_8),
                null);
        var found = secret.matcher(letters.expect(200).at("/items/0/text").asText());
        assertTrue(found.find(), () -> "in " + letters.response().body());
        return found.group();
    }

    String id() {
        return id;
    }

    String accessToken() {
        return accessToken;
    }

    String refreshToken() {
        return refreshToken;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    /** Shows a picture from now on: the address where it is. */
    URI show(byte[] png) {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1/users/profile/image"))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "image/png")
                .header("Authorization", "Bearer " + accessToken)
                .PUT(BodyPublishers.ofByteArray(png))
                .build();
        return URI.create(answered(request).expect(200).at("/profile_image_url").asText());
    }

    /** The status of what is at an address, for whoever has it. */
    static int statusOf(URI address) {
        return answered(HttpRequest.newBuilder(address).build()).status();
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    Answer send(String method, String path, JsonNode body) {
        return send(gateway, method, path, body);
    }

    /** The same to another process than the gateway, which must not be a weaker lock. */
    Answer send(String address, String method, String path, JsonNode body) {
        return answered(request(address, method, path, body));
    }

    private static Answer answered(HttpRequest request) {
        var what = request.method() + " " + request.uri().getPath();
        try {
            return new Answer(what, HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new NoAnswer(what, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private HttpRequest request(String address, String method, String path, JsonNode body) {
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .timeout(Duration.ofSeconds(15))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (accessToken != null) {
            request.header("Authorization", "Bearer " + accessToken);
        }
        return request.build();
    }

    Socket socket() {
        return Socket.open(HTTP, gateway.replaceFirst("^http", "ws") + "/api/v1/realtime", accessToken);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The connection broke: it may have happened or not. */
    static final class NoAnswer extends RuntimeException {
        NoAnswer(String request, IOException cause) {
            super(request, cause);
        }
    }

    /** What came back. */
    record Answer(String request, HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        JsonNode body() {
            try {
                return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
            } catch (IOException noJson) {
                throw new AssertionError(request + " answered no JSON: " + response.body(), noJson);
            }
        }

        /** The body of an answer that must have this status. */
        JsonNode expect(int status) {
            assertEquals(status, status(), () -> request + ": " + response.body());
            return body();
        }

        /** The problem of an answer that must be one. */
        void expectProblem(int status, String code) {
            assertEquals(code, expect(status).at("/code").asText());
            assertEquals(
                    "application/problem+json",
                    response.headers().firstValue("Content-Type").orElse("").split(";")[0]);
        }
    }
}
