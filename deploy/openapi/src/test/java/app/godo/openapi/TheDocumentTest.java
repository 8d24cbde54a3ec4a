package app.godo.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import app.godo.gateway.routing.Reach;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The committed OpenAPI document: it says what the code does, and its examples are what it says. */
class TheDocumentTest {

    /** Refusals under {@code /ml}, which the gateway does not let anybody reach. */
    private static final Set<String> INSIDE = Set.of("training-under-way");

    /** {@code super(Kind.CONFLICT, "event-full", …)} */
    private static final Pattern REFUSAL = Pattern.compile("super\\(\\s*Kind\\.\\w+,\\s*\"([a-z0-9-]+)\"");

    private static final int LINES_SHOWN = 12;

    private static String generated;
    private static JsonNode document;

    @BeforeAll
    static void generate() throws IOException {
        generated = Document.of(OpenApi.root());
        document = new ObjectMapper().readTree(generated);
    }

    @Test
    void the_committed_document_is_that_of_the_code() throws IOException {
        var committed = Files.readAllLines(OpenApi.root().resolve(OpenApi.COMMITTED));
        var lines = generated.lines().toList();
        for (int i = 0; i < Math.max(committed.size(), lines.size()); i++) {
            if (i >= committed.size() || i >= lines.size() || !committed.get(i).equals(lines.get(i))) {
                fail(
                        "%s is not what the code says; run ./godo openapi and read the difference. From line %d on it has%n%s%nand the code says%n%s",
                        OpenApi.COMMITTED, i + 1, part(committed, i), part(lines, i));
            }
        }
    }

    @Test
    void it_is_the_same_each_time() throws IOException {
        assertThat(Document.of(OpenApi.root())).isEqualTo(generated);
    }

    @Test
    void every_reference_leads_somewhere_and_every_schema_is_used() {
        var used = new HashSet<String>();
        document.findValues("$ref").forEach(reference -> used.add(reference.asText()));

        assertThat(used).allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
        document.at("/components/schemas").fieldNames().forEachRemaining(name -> assertThat(used)
                .contains("#/components/schemas/" + name));
    }

    @Test
    void what_is_for_developers_or_for_services_is_not_in_it() {
        assertThat(document.at("/paths").fieldNames())
                .toIterable()
                .noneMatch(path -> path.startsWith("/dev/") || path.startsWith("/q/"));
    }

    @Test
    void administration_asks_for_an_admin_s_token_and_nothing_else_does() throws IOException {
        var routes = new Routes(OpenApi.root());
        var administration = new TreeSet<String>();
        var asking = new TreeSet<String>();

        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var route = routes.of(operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey());
                    if (route.filter(to -> to.reach() == Reach.ADMINS).isPresent()) {
                        administration.add(operation.getKey() + " " + path.getKey());
                    }
                    if (operation.getValue().at("/security").toString().equals("[{\"adminToken\":[]}]")) {
                        asking.add(operation.getKey() + " " + path.getKey());
                    }
                }));

        assertThat(asking).hasSizeGreaterThan(8).isEqualTo(administration);
    }

    @Test
    void every_refusal_of_the_services_is_told() throws IOException {
        var codes = new TreeSet<String>();
        try (var files = Files.walk(OpenApi.root())) {
            for (var file : files.filter(TheDocumentTest::isSource).toList()) {
                REFUSAL.matcher(Files.readString(file)).results().forEach(found -> codes.add(found.group(1)));
            }
        }

        codes.removeAll(INSIDE);
        assertThat(codes).hasSizeGreaterThan(20).allSatisfy(code -> assertThat(generated)
                .contains("`" + code + "`"));
    }

    @Test
    void every_body_has_an_example_that_fits_it() {
        var schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(java.util.Map.of("urn:godo", generated))));
        var config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        var wrong = new ArrayList<String>();

        for (var pointer : bodies()) {
            var media = document.at(pointer);
            if (pointer.startsWith("/paths/~1openapi.json/")) {
                continue; // its example is the document
            }
            if (media.at("/schema/format").asText().equals("binary")) {
                continue; // bytes are no example that anybody could read
            }
            if (!media.has("example")) {
                wrong.add(pointer + " has no example");
                continue;
            }
            schemas.getSchema(SchemaLocation.of("urn:godo#" + pointer + "/schema"), config)
                    .validate(media.get("example").toString(), InputFormat.JSON)
                    .forEach(message -> wrong.add(pointer + ": " + message));
        }

        assertThat(wrong).isEmpty();
    }

    /** Pointers to the media types of requests and of answers that are what was asked for. */
    private static List<String> bodies() {
        var pointers = new ArrayList<String>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var base = "/paths/" + path.getKey().replace("/", "~1") + "/" + operation.getKey();
                    operation
                            .getValue()
                            .at("/requestBody/content")
                            .fieldNames()
                            .forEachRemaining(
                                    type -> pointers.add(base + "/requestBody/content/" + type.replace("/", "~1")));
                    operation.getValue().at("/responses").fieldNames().forEachRemaining(status -> {
                        if (status.startsWith("2")) {
                            document.at(base + "/responses/" + status + "/content")
                                    .fieldNames()
                                    .forEachRemaining(type -> pointers.add(
                                            base + "/responses/" + status + "/content/" + type.replace("/", "~1")));
                        }
                    });
                }));
        return pointers;
    }

    private static boolean isSource(Path file) {
        var path = file.toString();
        return path.endsWith(".java") && path.contains("-service/src/main/");
    }

    private static String part(List<String> lines, int from) {
        return String.join(
                "\n", lines.subList(Math.min(from, lines.size()), Math.min(from + LINES_SHOWN, lines.size())));
    }
}
