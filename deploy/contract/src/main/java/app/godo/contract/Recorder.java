package app.godo.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks as it is meant, holds the answers against the document, and keeps what is asked and answered as examples. */
final class Recorder {

    private static final int MOST_ITEMS = 2;
    private static final int MOST_TRIES = 60;

    private static final Set<String> SECRETS = Set.of("access_token", "refresh_token", "device_token", "token");

    private final Specification specification;
    private final Doors doors;
    private final Map<String, ObjectNode> operations = new TreeMap<>();
    private final Map<String, JsonNode> problems = new TreeMap<>();
    private final Map<String, Map<String, String>> paths = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    Recorder(Specification specification, Doors doors) {
        this.specification = specification;
        this.doors = doors;
    }

    /** What answers were that the document does not say. */
    List<String> faults() {
        return faults;
    }

    /** Values of path parameters that lead somewhere, by operation. */
    Map<String, Map<String, String>> paths() {
        return paths;
    }

    /** What was asked and answered, by operation. */
    ObjectNode examples() {
        var examples = Specification.JSON.createObjectNode();
        var all = examples.putObject("operations");
        operations.forEach(all::set);
        var refused = examples.putObject("problems");
        problems.forEach(refused::set);
        return examples;
    }

    JsonNode ask(Person who, String method, String template, JsonNode body) throws IOException, InterruptedException {
        return ask(who, method, template, Map.of(), body);
    }

    JsonNode ask(Person who, String method, String template, Map<String, String> parameters, JsonNode body)
            throws IOException, InterruptedException {
        var answer =
                answered(who, method, template, parameters, body == null ? null : "application/json", ofJson(body));
        var id = specification.operationId(method, template);
        if (body != null && !example(id).has("request")) {
            example(id).set("request", presentable(body));
        }
        if (answer.body().isEmpty()) {
            return object();
        }
        var read = Specification.read(answer.body());
        keep(id, answer.statusCode(), read);
        return read;
    }

    ObjectNode example(String id) {
        return operations.computeIfAbsent(id, first -> object());
    }

    void keep(String id, int status, JsonNode answer) {
        example(id).withObject("/answers").set(Integer.toString(status), presentable(answer));
    }

    /** Whatever it is: not all that is answered is an example that anybody could read. */
    HttpResponse<String> answered(
            Person who,
            String method,
            String template,
            Map<String, String> parameters,
            String type,
            HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var target = doors.to(filled(template, parameters), specification.isForAdmins(method, template));
        var answer = who.send(method, target, type, body);
        var status = answer.statusCode();
        if (status >= 300) {
            throw new IOException("%s %s was answered %d: %s".formatted(method, template, status, answer.body()));
        }
        faults.addAll(specification.faults(method, template, status, answer.body()));
        paths.put(specification.operationId(method, template), parameters);
        return answer;
    }

    static HttpRequest.BodyPublisher ofJson(JsonNode body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    }

    void refused(Person who, String method, String target, Map<String, String> parameters, JsonNode body)
            throws IOException, InterruptedException {
        var template = target.replaceFirst("\\?.*", "");
        var answer = who.send(
                method,
                doors.to(filled(target, parameters), specification.isForAdmins(method, template)),
                body == null ? null : "application/json",
                ofJson(body));
        faults.addAll(specification.faults(method, template, answer.statusCode(), answer.body()));
        problems.put(Integer.toString(answer.statusCode()), Specification.read(answer.body()));
        paths.putIfAbsent(specification.operationId(method, template), parameters);
    }

    interface Wish {
        boolean isGranted(JsonNode body);
    }

    /** What comes by Facts comes a little later. */
    static void until(Person who, String path, Wish wish) throws IOException, InterruptedException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            var answer = who.send("GET", path, null);
            if (answer.statusCode() == 200 && wish.isGranted(Specification.read(answer.body()))) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException(path + " does not become what it should be");
    }

    /** As an example is read: short, and without what opens doors. */
    private static JsonNode presentable(JsonNode value) {
        if (value instanceof ArrayNode items) {
            var some = Specification.JSON.createArrayNode();
            for (int i = 0; i < Math.min(MOST_ITEMS, items.size()); i++) {
                some.add(presentable(items.get(i)));
            }
            return some;
        }
        if (value instanceof ObjectNode object) {
            var shown = new LinkedHashMap<String, JsonNode>();
            object.properties()
                    .forEach(field -> shown.put(
                            field.getKey(),
                            SECRETS.contains(field.getKey()) && field.getValue().isTextual()
                                    ? Specification.JSON.getNodeFactory().textNode("an-example-of-no-use")
                                    : presentable(field.getValue())));
            var copy = object();
            shown.forEach(copy::set);
            return copy;
        }
        return value;
    }

    static String filled(String template, Map<String, String> parameters) {
        var path = template;
        for (var parameter : parameters.entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return path;
    }

    static ObjectNode object() {
        return Specification.JSON.createObjectNode();
    }

    static ArrayNode list(String... words) {
        var list = Specification.JSON.createArrayNode();
        for (var word : words) {
            list.add(word);
        }
        return list;
    }
}
