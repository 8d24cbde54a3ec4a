package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/** When people are reminded. */
class RemindersTest {

    private static final String DUE = """
            select string_agg(to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), ' ' order by due_at)
              from notifications.reminders_of('%s', %s, %s, '%s')""";

    @ParameterizedTest(name = "{0}, all day {1}, time to be told {2}, {3}: {4}")
    @DisplayName("I-23: by the clock of the place, on both nights on which it jumps")
    @CsvSource({
        "2026-12-01T19:00-05, false, false, America/New_York, 2026-12-01T00:00Z 2026-12-01T22:00Z",
        "2026-12-01T00:00-05, true,  false, America/New_York, 2026-11-30T23:00Z",
        "2026-12-01T13:37-05, false, true,  America/New_York, 2026-11-30T23:00Z",
        "2026-12-01T00:00+09, true,  false, Asia/Tokyo,       2026-11-30T09:00Z",
        // half past one comes twice: each is two hours after its own reminder
        "2026-11-01T01:30-04, false, false, America/New_York, 2026-10-31T05:30Z 2026-11-01T03:30Z",
        "2026-11-01T01:30-05, false, false, America/New_York, 2026-10-31T06:30Z 2026-11-01T04:30Z",
        // six in the evening before, though the day after has 25 hours or 23
        "2026-11-01T00:00-04, true,  false, America/New_York, 2026-10-31T22:00Z",
        "2026-11-02T00:00-05, true,  false, America/New_York, 2026-11-01T23:00Z",
        "2027-03-14T00:00-05, true,  false, America/New_York, 2027-03-13T23:00Z",
        "2027-03-15T00:00-04, true,  false, America/New_York, 2027-03-14T22:00Z",
        // an hour after the gap
        "2027-03-14T03:30-04, false, false, America/New_York, 2027-03-13T07:30Z 2027-03-14T05:30Z"
    })
    void reminds_by_the_clock_of_the_place(String start, String allDay, String timeTbd, String zone, String due)
            throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals(due, db.text(DUE.formatted(start, allDay, timeTbd, zone)));
        }
    }
}
