package app.godo.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/** Somebody who has signed up, on whose behalf is asked. */
final class Person {

    static final String PASSWORD = "a walk along the river at dusk";

    private static final Pattern TOKEN = Pattern.compile("(?<=#token=)\\S+");
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String gateway;
    private final String email;
    private String token;
    private String id;

    private Person(String gateway, String name) {
        this.gateway = gateway;
        this.email = name + "." + UUID.randomUUID() + "@example.org";
    }

    static Person nobody(String gateway) {
        return new Person(gateway, "nobody");
    }

    static Person joins(String gateway, String name) throws IOException, InterruptedException {
        var person = new Person(gateway, name);
        person.send(
                "POST",
                "/auth/signup",
                object().put("email", person.email).put("password", PASSWORD).put("birth_date", "1996-02-29"));
        person.signIn();
        return person;
    }

    void signIn() throws IOException, InterruptedException {
        token = null;
        var answer = send("POST", "/auth/login", object().put("email", email).put("password", PASSWORD));
        if (answer.statusCode() != 200) {
            throw new IOException("a sign-in was answered %d: %s".formatted(answer.statusCode(), answer.body()));
        }
        take(Specification.read(answer.body()));
    }

    void take(JsonNode session) {
        token = session.at("/access_token").asText();
        id = session.at("/user/id").asText();
    }

    String id() {
        return id;
    }

    String email() {
        return email;
    }

    String token() {
        return token;
    }

    /** @param body null for none */
    HttpResponse<String> send(String method, String path, JsonNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** The secret of the last letter to a mailbox, or of the last message to a phone. */
    String secretSentTo(String to) throws IOException, InterruptedException {
        var mail = URI.create(gateway + "/dev/mail?to=" + to.replace("+", "%2B"));
        var letters = Specification.read(HTTP.send(HttpRequest.newBuilder(mail).build(), BodyHandlers.ofString())
                .body());
        var text = letters.at("/items/0/text").asText();
        var found = (to.contains("@") ? TOKEN : CODE).matcher(text);
        if (!found.find()) {
            throw new IOException("no secret was sent to " + to + ": " + letters);
        }
        return found.group();
    }

    private static ObjectNode object() {
        return Specification.JSON.createObjectNode();
    }
}
