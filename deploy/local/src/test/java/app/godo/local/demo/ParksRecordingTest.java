package app.godo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

class ParksRecordingTest {
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/yyyy");
    private static final int RECORDED = 718;

    /** A Wednesday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 30);

    private static ParksRecording recording;
    private static List<Map<String, String>> rows;

    @BeforeAll
    static void read() throws Exception {
        recording = ParksRecording.load();
        rows = recording.upcoming(TODAY);
    }

    @Test
    void the_coming_fortnight_is_full_on_every_day_of_it() {
        for (int later = 0; later < 15; later++) {
            var today = TODAY.plusDays(later);
            var perDay = recording.upcoming(today).stream()
                    .collect(Collectors.groupingBy(ParksRecordingTest::day, Collectors.counting()));
            assertThat(perDay.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            today.datesUntil(today.plusDays(14)).toList());
            assertThat(perDay.values()).allSatisfy(events -> assertThat(events).isGreaterThan(30));
            assertThat(perDay.values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(2 * RECORDED);
        }
    }

    @Test
    void an_event_keeps_its_id_and_its_day_for_as_long_as_it_is_told() {
        var before = byId(rows);
        for (int later = 1; later < 30; later++) {
            for (var now : byId(recording.upcoming(TODAY.plusDays(later))).entrySet()) {
                var then = before.putIfAbsent(now.getKey(), now.getValue());
                if (then != null) {
                    assertThat(withoutExport(now.getValue())).isEqualTo(withoutExport(then));
                }
            }
        }
        assertThat(before).hasSizeGreaterThan(5 * RECORDED);
    }

    @Test
    void days_of_the_week_stay_as_recorded_but_for_every_seventh_event_which_is_on_a_saturday() {
        var saturdays = rows.stream()
                .filter(row -> day(row).getDayOfWeek() == DayOfWeek.SATURDAY)
                .toList();
        assertThat(saturdays).hasSizeBetween(2 * RECORDED / 10, 2 * RECORDED / 5);
        assertThat(recording.upcoming(LocalDate.of(2026, 8, 9)).stream()
                        .filter(row -> day(row).getDayOfWeek() != DayOfWeek.SATURDAY)
                        .filter(row -> day(row).isBefore(LocalDate.of(2026, 8, 15)))
                        .map(row -> row.get("title")))
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .filter(row -> day(row).getDayOfWeek() != DayOfWeek.SATURDAY)
                        .filter(row -> day(row).isAfter(LocalDate.of(2027, 1, 2)))
                        .filter(row -> day(row).isBefore(LocalDate.of(2027, 1, 9)))
                        .map(row -> row.get("title"))
                        .toList());
    }

    @Test
    void one_row_told_in_both_dialects() {
        var camp = rows.stream()
                .filter(row -> row.get("title").startsWith("Family Camping: Manhattan"))
                .findFirst()
                .orElseThrow();
        assertThat(camp)
                .containsEntry("startdate", "01/01/2027")
                .containsEntry("enddate", "01/01/2027")
                // the traps: the day of the export in every time, and an end before the start
                .containsEntry("starttime", "2026-12-30 19:00:00")
                .containsEntry("endtime", "2026-12-30 08:00:00")
                .containsEntry("pubDate", "2026-12-30 00:00:04")
                .containsEntry("link", "http://www.nycgovparks.org/events/2027/01/01/family-camping-manhattan");
        assertThat(camp.get("guid")).contains(",");
        assertThat(ParksRecording.json(camp))
                .containsEntry("startdate", "2027-01-01T00:00:00.000")
                .containsEntry("starttime", "2026-12-30T19:00:00.000")
                .containsEntry("link", Map.of("url", camp.get("link")))
                .containsEntry("guid", camp.get("guid").replace(",", ""))
                .doesNotContainKeys("pubDate", "instructor");
    }

    @Test
    void date_and_link_agree_in_every_row() {
        assertThat(rows).allSatisfy(row -> {
            var date = row.get("startdate").split("/");
            assertThat(row.get("link")).contains("/events/" + date[2] + "/" + date[0] + "/" + date[1] + "/");
        });
    }

    private static LocalDate day(Map<String, String> row) {
        return LocalDate.parse(row.get("startdate"), US);
    }

    private static Map<String, Map<String, String>> byId(List<Map<String, String>> rows) {
        return new HashMap<>(rows.stream().collect(Collectors.toMap(row -> row.get("guid"), Function.identity())));
    }

    /** The day of the export stands in every time and is not the event's. */
    private static Map<String, String> withoutExport(Map<String, String> row) {
        var told = new HashMap<>(row);
        told.remove("pubDate");
        told.computeIfPresent("starttime", (column, time) -> time.replaceFirst("^\\S+", ""));
        told.computeIfPresent("endtime", (column, time) -> time.replaceFirst("^\\S+", ""));
        return told;
    }
}
