package app.godo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

class ParksRecordingTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 30);
    private static List<Map<String, String>> rows;

    @BeforeAll
    static void read() throws Exception {
        rows = ParksRecording.load().movedTo(TODAY, TODAY.plusDays(1));
    }

    @Test
    void every_event_moves_by_the_same_number_of_days() {
        assertThat(rows).hasSize(718);
        assertThat(rows.stream().collect(Collectors.groupingBy(row -> row.get("startdate"), Collectors.counting())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "12/30/2026", 44L,
                        "12/31/2026", 69L,
                        "01/01/2027", 147L,
                        "01/02/2027", 163L,
                        "01/03/2027", 160L,
                        "01/04/2027", 135L));
    }

    @Test
    void one_row_told_in_both_dialects() throws Exception {
        var camp = rows.stream()
                .filter(row -> row.get("title").startsWith("Family Camping: Manhattan"))
                .findFirst()
                .orElseThrow();
        assertThat(camp)
                .containsEntry("startdate", "01/04/2027")
                .containsEntry("enddate", "01/04/2027")
                // the traps: the day of the export in every time, and an end before the start
                .containsEntry("starttime", "2026-12-31 19:00:00")
                .containsEntry("endtime", "2026-12-31 08:00:00")
                .containsEntry("pubDate", "2026-12-31 00:00:04")
                .containsEntry("link", "http://www.nycgovparks.org/events/2027/01/04/family-camping-manhattan");
        assertThat(camp.get("guid")).contains(",");
        assertThat(ParksRecording.json(camp))
                .containsEntry("startdate", "2027-01-04T00:00:00.000")
                .containsEntry("starttime", "2026-12-31T19:00:00.000")
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

    @Test
    void what_is_not_a_date_stays_as_recorded() throws Exception {
        var original = ParksRecording.load().movedTo(LocalDate.of(2026, 8, 9), LocalDate.of(2026, 8, 9));
        assertThat(original.getFirst())
                .containsEntry("startdate", "08/09/2026")
                .containsEntry("starttime", "2026-08-09 08:00:00")
                .containsEntry("guid", "2,146,733");
        for (int i = 0; i < rows.size(); i++) {
            for (var column : List.of("title", "guid", "description", "location", "categories", "coordinates")) {
                assertThat(rows.get(i).get(column)).isEqualTo(original.get(i).get(column));
            }
        }
    }
}
