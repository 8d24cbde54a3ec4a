package app.godo.openapi;

import app.godo.openapi.Schemas.Place;
import app.godo.wire.json.Json;
import app.godo.wire.problem.Problem;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** OpenAPI 3.1 of everything that the gateway lets through, as a person reads it best: sorted, and the same for the same code. */
final class Document {

    /** Each has its sources in a folder {@code <name>-service}. */
    private static final List<String> SERVICES =
            List.of("event", "ingestion", "notification", "recommendation", "social", "swipe", "user");

    /** What services have in common. */
    private static final List<String> LIBRARIES = List.of("wire", "pictures");

    private static final String SOURCES = "src/main/java";
    private static final String GATEWAY = "gateway";

    private final Path root;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, List<Class<?>>> bySimpleName = new HashMap<>();
    private final Docs docs;
    private final Schemas schemas;
    private final Examples examples;
    private final Problems problems;
    private final Operations operations;

    private Document(Path root) throws IOException {
        this.root = root;
        new Json().customize(json);
        json.registerModule(new JavaTimeModule());
        var folders = new ArrayList<Path>();
        for (var module : modules()) {
            folders.add(root.resolve(module).resolve(SOURCES));
        }
        this.docs = new Docs(folders);
        this.schemas = new Schemas(docs, this::typeNamed, json);
        this.examples = Examples.read(json, root);
        this.problems = new Problems(json, examples);
        this.operations = new Operations(docs, schemas, problems, examples, json);
    }

    /** The document of the code in a checkout whose classes are on the class path. */
    static String of(Path root) throws IOException {
        return new Document(root).written();
    }

    private static List<String> modules() {
        var modules = new ArrayList<>(LIBRARIES);
        SERVICES.forEach(service -> modules.add(service + "-service"));
        return modules;
    }

    private String written() throws IOException {
        var calls = calls();
        calls.forEach(operations::learnRequests);
        var document = json.createObjectNode().put("openapi", "3.1.0");
        document.set("info", info());
        document.putArray("servers")
                .addObject()
                .put("url", Routes.BASE)
                .put(
                        "description",
                        "The gateway that serves this document, in production and on a developer's machine alike.")
                .put("x-internal", false);
        document.putArray("security").addObject().putArray("token");
        document.set("tags", tags(calls));
        document.set("paths", paths(calls));
        document.set("components", components());
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        return schemas.settled(json.writer(printer).writeValueAsString(document)) + "\n";
    }

    private ObjectNode info() throws IOException {
        var info = json.createObjectNode().put("title", "Godo").put("version", "1");
        try (InputStream words = Document.class.getResourceAsStream("/description.md")) {
            return info.put("description", new String(words.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private List<Call> calls() throws IOException {
        var routes = new Routes(root);
        var calls = new ArrayList<Call>();
        for (var service : SERVICES) {
            for (var type : classesOf(service + "-service")) {
                if (type.isAnnotationPresent(jakarta.ws.rs.Path.class)) {
                    Arrays.stream(type.getDeclaredMethods())
                            .flatMap(code -> Call.of(service, code, routes).stream())
                            .forEach(calls::add);
                }
            }
        }
        for (var library : LIBRARIES) {
            classesOf(library);
        }
        for (var alias : routes.aliases()) {
            calls.stream()
                    .filter(call ->
                            (Routes.BASE + call.path()).equals(alias.rewrite().orElseThrow()))
                    .filter(call -> alias.methods()
                            .map(some -> some.contains(call.method()))
                            .orElse(true))
                    .toList()
                    .forEach(call -> calls.add(call.under(alias)));
        }
        calls.sort(Comparator.comparing(Call::path).thenComparing(Call::method));
        return calls;
    }

    private ObjectNode paths(List<Call> calls) {
        var paths = new TreeMap<String, ObjectNode>();
        for (var call : calls) {
            paths.computeIfAbsent(call.path(), path -> json.createObjectNode())
                    .set(call.method().toLowerCase(java.util.Locale.ROOT), operations.of(call));
        }
        paths.put("/openapi.json", json.createObjectNode().set("get", own()));
        paths.put(
                "/images/{name}.jpg",
                image("users.images", "getImagesByNameJpg", "As the profile's `profile_image_url` has it."));
        paths.put(
                "/images/events/{name}.jpg",
                image("events.media", "getImagesEventsByNameJpg", "As the event's `image_url` has it."));
        var sorted = json.createObjectNode();
        paths.forEach(sorted::set);
        return sorted;
    }

    /** What a service answers without a resource, and beside everything else. */
    private ObjectNode image(String tag, String id, String whence) {
        var image = json.createObjectNode();
        image.putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "Pictures are beside the API, not beneath it.")
                .put("x-internal", false);
        var words = docs.of(typeNamed("ImageRoute")).text();
        var operation = image.putObject("get").put("operationId", id);
        operation.putArray("tags").add(tag);
        operation.put("summary", "A picture").put("description", words.markdown());
        operation.putArray("security");
        var name = operation
                .putArray("parameters")
                .addObject()
                .put("name", "name")
                .put("in", "path")
                .put("description", whence)
                .put("required", true);
        name.putObject("schema")
                .put("type", "string")
                .put("pattern", "^[0-9a-f]{32}$")
                .put("maxLength", 32);
        operation.withArray("/parameters").add(operations.ifNoneMatch());
        var responses = operation.putObject("responses");
        conditional(responses, "The picture.");
        responses.withObject("/200/content").set("image/jpeg", operations.bytes());
        refused(responses, List.of(400, 404, 429, 431, 500, 502, 503, 504));
        return image;
    }

    /** The one thing that the gateway answers by itself. */
    private ObjectNode own() {
        var operation = json.createObjectNode().put("operationId", "getOpenapiJson");
        operation.putArray("tags").add(GATEWAY);
        operation.put("summary", "This document").put("description", "This document; 304 to who has it.");
        operation.putArray("security");
        operation.putArray("parameters").add(operations.ifNoneMatch());
        var responses = operation.putObject("responses");
        conditional(responses, "The document.");
        responses
                .withObject("/200/content/application~1json/schema")
                .put("type", "object")
                .put("additionalProperties", true);
        refused(responses, List.of(400, 429, 431, 500, 503));
        return operation;
    }

    private static void conditional(ObjectNode responses, String words) {
        for (var status : List.of(200, 304)) {
            var response = responses.putObject(status.toString());
            response.put("description", status == 200 ? words : "The caller has it.");
            var names = new TreeSet<>(Operations.COMMON_HEADERS);
            names.add("ETag");
            names.forEach(name ->
                    response.withObject("/headers").putObject(name).put("$ref", "#/components/headers/" + name));
        }
    }

    private static void refused(ObjectNode responses, List<Integer> statuses) {
        for (var status : statuses) {
            responses.putObject(status.toString()).put("$ref", "#/components/responses/Problem" + status);
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }

    private com.fasterxml.jackson.databind.JsonNode tags(List<Call> calls) {
        var tags = json.createArrayNode();
        var names = new TreeSet<>(calls.stream().map(Call::feature).toList());
        for (var name : names) {
            tags.addObject()
                    .put("name", name)
                    .put(
                            "description",
                            docs.ofPackage("app.godo." + name).text().markdown());
        }
        var socket = typeNamed("RealtimeSocket");
        tags.addObject()
                .put("name", socket.getPackageName().substring("app.godo.".length()))
                .put("description", docs.of(socket).text().markdown());
        tags.addObject().put("name", GATEWAY).put("description", "What the gateway answers by itself.");
        return tags;
    }

    private ObjectNode components() throws IOException {
        ObjectNode components;
        try (InputStream written = Document.class.getResourceAsStream("/components.json")) {
            components = (ObjectNode) json.readTree(written);
        }
        components.set("responses", problems.shared());
        schemas.linked(Problem.class.getSimpleName(), Place.ANSWER);
        var named = components.putObject("schemas");
        schemas.named().forEach(named::set);
        return components;
    }

    /** What a comment links to: of several with the name, the one that crosses the wire. */
    private Class<?> typeNamed(String name) {
        var found = bySimpleName.getOrDefault(name, List.of());
        if (found.size() != 1) {
            throw new IllegalStateException("a comment links to %s, of which there are %s".formatted(name, found));
        }
        return found.getFirst();
    }

    private List<Class<?>> classesOf(String module) throws IOException {
        var folder = root.resolve(module).resolve(SOURCES);
        var classes = new ArrayList<Class<?>>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                var name = folder.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
                if (!name.endsWith("-info")) {
                    collect(Class.forName(name, false, Document.class.getClassLoader()), classes);
                }
            }
        } catch (ClassNotFoundException unbuilt) {
            throw new IllegalStateException("the classes are not those of the sources: build again", unbuilt);
        }
        return classes;
    }

    private void collect(Class<?> type, List<Class<?>> classes) {
        classes.add(type);
        bySimpleName
                .computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                .add(type);
        Arrays.stream(type.getDeclaredClasses())
                .sorted(Comparator.comparing(Class::getName))
                .forEach(inner -> collect(inner, classes));
    }
}
