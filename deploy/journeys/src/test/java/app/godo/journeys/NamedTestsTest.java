package app.godo.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The tests that documents name, and the checks that tests name. */
@Order(9)
class NamedTestsTest {

    private static final Path ROOT = Path.of(System.getProperty("godo.root"));

    /** {@code `SomeTest#a_claim`}, {@code `#another_claim`} of the same class, {@code `SomeTest`}. */
    private static final Pattern NAMED = Pattern.compile("`(?:([A-Z]\\w+)?#([a-z]\\w+)|([A-Z]\\w*Test))`");

    /** How a document says what it means by its names. */
    private static final String EXAMPLE = "`Class#method`";

    private static final int LAST_CHECK = 50;

    private static final Map<String, String> SOURCES = new HashMap<>();

    /** Several modules may have a test of one name. */
    @BeforeAll
    static void readSources() throws IOException {
        for (var parent : List.of(ROOT, ROOT.resolve("deploy"))) {
            for (var module : children(parent)) {
                var tests = module.resolve("src/test/java");
                for (var file : Files.isDirectory(tests) ? files(tests, ".java") : List.<Path>of()) {
                    var name = file.getFileName().toString().replace(".java", "");
                    SOURCES.merge(name, Files.readString(file), String::concat);
                }
            }
        }
    }

    @Test
    void every_test_that_a_document_names_is_there() throws IOException {
        var missing = new ArrayList<String>();
        var named = 0;
        for (var document : files(ROOT.resolve("docs"), ".md")) {
            var type = "";
            var names = NAMED.matcher(Files.readString(document).replace(EXAMPLE, ""));
            while (names.find()) {
                type = names.group(3) != null ? names.group(3) : names.group(1) != null ? names.group(1) : type;
                var method = names.group(2);
                var source = SOURCES.get(type);
                if (source == null || method != null && !source.contains(" " + method + "(")) {
                    missing.add("%s: %s of %s".formatted(ROOT.relativize(document), names.group(), type));
                }
                named++;
            }
        }

        assertEquals(List.of(), missing);
        assertTrue(named > 200, "so few tests are named: " + named);
    }

    @Test
    void every_check_of_the_front_door_has_a_test_that_carries_its_id_and_a_line() throws IOException {
        var lines = Files.readString(ROOT.resolve("docs/security.md"));
        var missing = IntStream.rangeClosed(1, LAST_CHECK)
                .mapToObj("A-%02d"::formatted)
                .filter(id -> !lines.contains("\n| " + id + " | ")
                        || SOURCES.values().stream().noneMatch(source -> isCarried(source, id)))
                .toList();

        assertEquals(List.of(), missing);
    }

    private static boolean isCarried(String source, String id) {
        return Pattern.compile("\"[^\"\n]*\\b" + id + "\\b").matcher(source).find();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
