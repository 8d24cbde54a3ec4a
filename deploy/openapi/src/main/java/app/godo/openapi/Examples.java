package app.godo.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What was asked and answered in a contract run, by operation; {@code ./godo contract --record} writes it anew. */
final class Examples {

    private final JsonNode recorded;

    private Examples(JsonNode recorded) {
        this.recorded = recorded;
    }

    static Examples read(ObjectMapper json, Path root) throws IOException {
        return new Examples(json.readTree(Files.readString(root.resolve("deploy/openapi/examples.json"))));
    }

    Optional<JsonNode> request(String operation) {
        return found("/operations/" + operation + "/request");
    }

    Optional<JsonNode> answer(String operation, int status) {
        return found("/operations/" + operation + "/answers/" + status);
    }

    Optional<JsonNode> problem(int status) {
        return found("/problems/" + status);
    }

    private Optional<JsonNode> found(String pointer) {
        var example = recorded.at(pointer);
        return example.isMissingNode() ? Optional.empty() : Optional.of(example);
    }
}
