package app.godo.ingestion.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.List;

@DisplayName("A-41: no bytes end the program, whatever kind they are said to be")
class HarmfulBytesTest {

    static List<String> parsers() {
        return AnyBytes.parsers();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void nothing_at_all_and_noise_are_refused(String kind) {
        for (var text : List.of(
                "", " ", "\0", "\uFEFF", "null", "[]", "{}", "[[[]]]", "[null,1,\"x\",{}]", "<", "<a>", "a,b\n1,2")) {
            assertDoesNotThrow(
                    () -> AnyBytes.read(kind, text.getBytes(StandardCharsets.UTF_8)), () -> kind + ": " + text);
        }
        assertDoesNotThrow(() -> AnyBytes.read(kind, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) 0xD8, 1}));
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void depth_is_bounded(String kind) {
        for (var text : List.of(
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "<a>".repeat(100_000),
                "BEGIN:VCALENDAR\n".repeat(50_000))) {
            assertDoesNotThrow(() -> AnyBytes.read(kind, text.getBytes(StandardCharsets.UTF_8)), kind);
        }
    }
}
