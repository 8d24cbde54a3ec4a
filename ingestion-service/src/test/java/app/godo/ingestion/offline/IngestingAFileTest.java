package app.godo.ingestion.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class IngestingAFileTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void events_come_first_then_what_was_set_aside_then_the_sum() throws IOException {
        var file = Files.writeString(folder.resolve("feed.ics"), """
                BEGIN:VCALENDAR
                BEGIN:VEVENT
                UID:bad
                SUMMARY:No start
                END:VEVENT
                BEGIN:VEVENT
                UID:good
                DTSTART;TZID=UTC:20261014T093000
                SUMMARY:Tour
                END:VEVENT
                BEGIN:VEVENT
                UID:private
                DTSTART:20261014T093000
                CLASS:PRIVATE
                SUMMARY:Party
                END:VEVENT
                END:VCALENDAR
                """);

        var end = ingest(
                "ical", file.toString(), "--zone", "America/New_York", "--venue", "The Park", "--at", "2026-10-09");

        assertEquals(0, end, err::toString);
        var lines = lines();
        assertEquals(
                List.of("event", "quarantined", "summary"),
                lines.stream().map(line -> line.path("type").asText()).toList());
        assertEquals("good", lines.get(0).path("external_id").asText());
        assertEquals("ical", lines.get(0).path("source").asText());
        assertEquals("2026-10-14T09:30:00-04:00", lines.get(0).path("date_time").asText());
        assertEquals("The Park", lines.get(0).path("location_name").asText());
        assertTrue(lines.get(0).path("price_min").isNull());
        assertEquals("The event has no DTSTART", lines.get(1).path("reason").asText());
        assertEquals(3, lines.get(2).path("rows").asInt());
        assertEquals(1, lines.get(2).path("events").asInt());
        assertEquals(1, lines.get(2).path("quarantined").asInt());
        assertEquals(
                1,
                lines.get(2)
                        .path("passed_over")
                        .path("Not for the public: its CLASS is PRIVATE")
                        .asInt());
    }

    @Test
    void what_is_listed_twice_is_one_and_in_other_words_set_aside() throws IOException {
        var row = "{\"guid\":\"%s\",\"title\":\"%s\",\"startdate\":\"10/30/2026\",\"location\":\"A Park\"}";
        var file = Files.writeString(
                folder.resolve("rows.json"),
                "[%s,%s,%s]".formatted(row.formatted("1", "A"), row.formatted("1", "A"), row.formatted("1", "B")));

        ingest("nyc_parks", file.toString(), "--at", "2026-10-09T12:00:00Z");

        var sum = lines().getLast();
        assertEquals(1, sum.path("events").asInt());
        assertEquals(1, sum.path("merged").asInt());
        assertEquals(1, sum.path("quarantined").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ical none.ics | 2 | There is no file",
                "carrier-pigeon feed.ics | 2 | There is no kind carrier-pigeon: it is one of nyc-parks, nyc-permitted-events",
                "ical | 2 | A kind and a file are needed.",
                "ical empty.txt --zone Mars/Olympus | 2 | There is no zone Mars/Olympus",
                "ical empty.txt --at yesterday | 2 | yesterday is no time",
                "ical empty.txt --loudly | 2 | What is --loudly?",
                "ical empty.txt --zone | 2 | --zone needs a value.",
                "ical empty.txt | 1 | The feed is not the calendar that was expected.",
            })
    void what_cannot_be_done_is_said_with_an_exit_code_of_its_own(String asked, int code, String said)
            throws IOException {
        Files.writeString(folder.resolve("empty.txt"), "nothing");

        var end = ingest(asked.replace("empty.txt", folder.resolve("empty.txt").toString())
                .split(" "));

        assertEquals(code, end);
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith(said), err::toString);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    private int ingest(String... arguments) {
        return Ingest.run(arguments, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private List<JsonNode> lines() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(IngestingAFileTest::tree)
                .toList();
    }

    private static JsonNode tree(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
