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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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

    private static final int MOST_TRIES = 100;
    private static final Set<String> CHANGES = Set.of("PATCH", "DELETE");

    private final Doors doors;
    private final String email;
    private final Map<URI, String> seen = new HashMap<>();
    private String token;
    private String id;

    private Person(Doors doors, String name) {
        this.doors = doors;
        this.email = name + "." + UUID.randomUUID() + "@example.org";
    }

    static Person nobody(Doors doors) {
        return new Person(doors, "nobody");
    }

    static Person joins(Doors doors, String name) throws IOException, InterruptedException {
        var person = new Person(doors, name);
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
        return send(
                method,
                doors.to(path, false),
                body == null ? null : "application/json",
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    }

    /** @param type of the body, null where there is none */
    HttpResponse<String> send(String method, URI target, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(20)).method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (method.equals("POST")) {
            request.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        // as the app does: what was seen last is what is changed
        if (CHANGES.contains(method) && seen.containsKey(target)) {
            request.header("If-Match", seen.get(target));
        }
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        answer.headers().firstValue("ETag").ifPresent(tag -> seen.put(target, tag));
        return answer;
    }

    String secretSentTo(String to) throws IOException, InterruptedException {
        return secretSentTo(to, 1);
    }

    /**
     * The secret of the last letter to a mailbox, or of the last message to a phone.
     *
     * @param sent how many there are: a letter may be sent after the answer to who asked for it
     */
    String secretSentTo(String to, int sent) throws IOException, InterruptedException {
        var letters = lettersTo(to);
        for (int tries = 0; letters.size() < sent && tries < MOST_TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(100);
            letters = lettersTo(to);
        }
        var found =
                (to.contains("@") ? TOKEN : CODE).matcher(letters.at("/0/text").asText());
        if (letters.size() < sent || !found.find()) {
            throw new IOException("no secret was sent to " + to + ": " + letters);
        }
        return found.group();
    }

    private JsonNode lettersTo(String to) throws IOException, InterruptedException {
        var mail = URI.create(doors.gateway() + "/dev/mail?to=" + to.replace("+", "%2B"));
        var answer = HTTP.send(HttpRequest.newBuilder(mail).build(), BodyHandlers.ofString());
        return Specification.read(answer.body()).at("/items");
    }

    private static ObjectNode object() {
        return Specification.JSON.createObjectNode();
    }
}
