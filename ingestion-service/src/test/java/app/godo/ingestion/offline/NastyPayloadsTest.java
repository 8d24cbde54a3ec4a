package app.godo.ingestion.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.testing.Reading;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Payloads that are legal and nasty, by the documentation of each format. A case is {@code #### what it is}, options in brackets, the
 * payload, {@code =>}, and of each line that is printed what must stand in it, as JSON; none of the lines of the summary unless asked.
 */
class NastyPayloadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private record Case(String kind, String title, List<String> options, String payload, List<String> expected) {

        static Case of(String kind, String text) {
            var end = text.indexOf('\n');
            var heading = text.substring(0, end).strip();
            var halves = text.substring(end + 1).split("(?m)^=>\\s*$", 2);
            var bracket = heading.indexOf('[');
            var options = bracket < 0 ? "" : heading.substring(bracket + 1, heading.length() - 1);
            return new Case(
                    kind,
                    bracket < 0 ? heading : heading.substring(0, bracket).strip(),
                    Arrays.stream(options.split("\\s+"))
                            .filter(option -> !option.isEmpty())
                            .toList(),
                    halves[0].strip(),
                    halves[1].strip().lines().filter(line -> !line.isBlank()).toList());
        }

        byte[] bytes() throws IOException {
            var charset = options.contains("latin-1")
                    ? Charset.forName("windows-1252")
                    : options.contains("utf-16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
            var bytes = ((options.contains("bom") ? "\uFEFF" : "") + payload).getBytes(charset);
            if (!options.contains("gzip")) {
                return bytes;
            }
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            return packed.toByteArray();
        }
    }

    @TestFactory
    Stream<DynamicTest> each_is_read_as_it_is_meant() {
        return Kinds.names().stream()
                .flatMap(kind -> cases(kind).stream())
                .map(each -> DynamicTest.dynamicTest(each.kind() + ": " + each.title(), () -> check(each)));
    }

    private static List<Case> cases(String kind) {
        var text = new String(Reading.file("/nasty/%s.txt".formatted(kind)), StandardCharsets.UTF_8);
        var cases = Arrays.stream(text.split("(?m)^#### "))
                .filter(part -> !part.isBlank())
                .map(part -> Case.of(kind, part))
                .toList();
        assertTrue(cases.size() >= 10, kind);
        return cases;
    }

    private void check(Case each) throws IOException {
        var file = Files.write(folder.resolve("payload"), each.bytes());
        var arguments = new ArrayList<>(List.of(each.kind(), file.toString()));
        if (!each.options().contains("--at")) {
            arguments.addAll(List.of("--at", "2026-10-01"));
        }
        for (var i = 0; i < each.options().size(); i++) {
            if (each.options().get(i).startsWith("--")) {
                arguments.addAll(each.options().subList(i, i + 2));
            }
        }
        var printed = new ByteArrayOutputStream();
        var end = Ingest.run(
                arguments.toArray(String[]::new),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        var lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(0, end, lines.toString());
        var summary = JSON.readTree(lines.getLast());
        var rows = lines.subList(0, lines.size() - 1);
        var expected = new ArrayList<>(each.expected());
        if (!expected.isEmpty() && expected.getLast().contains("\"summary\"")) {
            assertContains(JSON.readTree(expected.removeLast()), summary, summary.toString());
        }
        assertEquals(expected.size(), rows.size(), String.join("\n", lines));
        for (var i = 0; i < rows.size(); i++) {
            assertContains(JSON.readTree(expected.get(i)), JSON.readTree(rows.get(i)), rows.get(i));
        }
    }

    private static void assertContains(JsonNode expected, JsonNode printed, String line) {
        expected.properties()
                .forEach(field ->
                        assertEquals(field.getValue(), printed.path(field.getKey()), field.getKey() + " of " + line));
    }
}
