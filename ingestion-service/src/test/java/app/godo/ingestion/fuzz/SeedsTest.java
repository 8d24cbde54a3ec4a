package app.godo.ingestion.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

@DisplayName("A-41: fuzzing begins with a payload that each kind can read")
class SeedsTest {

    private static final Path SEEDS = Path.of("src/test/resources");

    static List<String> kinds() {
        return Kinds.names();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void each_kind_has_one(String kind) throws IOException {
        try (var files = Files.walk(SEEDS)) {
            assertTrue(files.filter(Files::isRegularFile).anyMatch(file -> isRead(kind, file)), kind);
        }
    }

    private static boolean isRead(String kind, Path file) {
        try {
            var payload = new Payload(Files.readAllBytes(file), null);
            var settings = SourceSettings.of("seed", Instant.parse("2026-10-01T12:00:00Z"));
            return Kinds.of(kind).orElseThrow().reader().read(payload, settings).rows().stream()
                    .anyMatch(Row.Read.class::isInstance);
        } catch (FeedFailure | IOException ofAnotherKind) {
            return false;
        }
    }
}
