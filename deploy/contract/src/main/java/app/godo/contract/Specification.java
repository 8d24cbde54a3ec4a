package app.godo.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The committed OpenAPI document, and what it says of an answer. */
final class Specification {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern PARAMETER = Pattern.compile("\\\\\\{\\w+\\\\}|\\{\\w+}");
    private static final int LONGEST_PARAMETER = 500;
    private static final int MOST_PARAMETERS = 6;
    private static final String URN = "urn:godo";

    private final ObjectNode document;
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Specification(String text) throws IOException {
        this.document = (ObjectNode) JSON.readTree(text);
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(URN, text))));
    }

    static Specification read(Path root) throws IOException {
        return new Specification(Files.readString(root.resolve("gateway/src/main/resources/openapi.json")));
    }

    /**
     * The document with examples that lead somewhere in this run, and with parameters so short that several come in together: the
     * gateway turns back what is too long before any service has seen it. Of an operation's parameters it has the first six:
     * Specmatic leaves out every subset of them, which for the eleven of a search were 16,000 requests. The walk asks with the others.
     */
    ObjectNode alive(Recorder recorder) {
        var alive = document.deepCopy();
        alive.at("/paths")
                .forEach(path -> path.forEach(operation -> {
                    var id = operation.at("/operationId").asText();
                    var values = recorder.paths().getOrDefault(id, Map.of());
                    while (operation.at("/parameters").size() > MOST_PARAMETERS) {
                        ((ArrayNode) operation.get("parameters")).remove(MOST_PARAMETERS);
                    }
                    operation.at("/parameters").forEach(parameter -> {
                        if (parameter.at("/schema/maxLength").asInt() > LONGEST_PARAMETER) {
                            ((ObjectNode) parameter.get("schema")).put("maxLength", LONGEST_PARAMETER);
                        }
                        if (values.get(parameter.at("/name").asText()) instanceof String value) {
                            ((ObjectNode) parameter).put("example", value);
                        }
                    });
                    var request = recorder.examples().at("/operations/" + id + "/request");
                    operation.at("/requestBody/content").forEach(media -> {
                        if (!request.isMissingNode()) {
                            ((ObjectNode) media).set("example", request);
                        }
                    });
                }));
        return alive;
    }

    /** The path in the document that a path fits; words fit better than parameters. */
    Optional<String> template(String method, String path) {
        return templates()
                .filter(template -> document.at("/paths").get(template).has(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(template -> path.matches(PARAMETER.matcher(template).replaceAll("[^/]+")))
                .min(java.util.Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()));
    }

    boolean isForAdmins(String method, String template) {
        return document.at(pointer(method, template) + "/security/0").has("adminToken");
    }

    String operationId(String method, String template) {
        return document.at(pointer(method, template) + "/operationId").asText();
    }

    /** What is wrong with an answer, by the document. */
    List<String> faults(String method, String template, int status, String body) {
        var responses = pointer(method, template) + "/responses/";
        var said = document.at(responses + status);
        if (said.isMissingNode()) {
            return List.of("%s %s does not say that it answers %d".formatted(method, template, status));
        }
        var response = said.has("$ref") ? said.get("$ref").asText().substring(1) : responses + status;
        var content = document.at(response + "/content");
        if (content.isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("there is a body where none is said to be: " + body);
        }
        var type = content.fieldNames().next();
        if (!type.endsWith("json")) {
            return List.of();
        }
        var schema = response + "/content/" + type.replace("/", "~1") + "/schema";
        var faults = new ArrayList<String>();
        schemas.getSchema(SchemaLocation.of(URN + "#" + schema), config)
                .validate(body.isEmpty() ? "null" : body, InputFormat.JSON)
                .forEach(fault -> faults.add("%s %s, %d: %s".formatted(method, template, status, fault.getMessage())));
        return faults;
    }

    private Stream<String> templates() {
        var names = new ArrayList<String>();
        document.at("/paths").fieldNames().forEachRemaining(names::add);
        return names.stream();
    }

    static String pointer(String method, String template) {
        return "/paths/" + template.replace("/", "~1") + "/" + method.toLowerCase(java.util.Locale.ROOT);
    }

    /** Of all operations. */
    Set<String> operationIds() {
        return new TreeSet<>(document.at("/paths").findValuesAsText("operationId"));
    }

    static JsonNode read(String text) throws IOException {
        return JSON.readTree(text);
    }
}
