package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/** When an event is over, which is one rule for all who ask. */
class OverTest {

    private static final String OVER_AT = "select events.over_at('%s', %s, %s, %s, '%s') = timestamptz '%s'";

    @ParameterizedTest(name = "{0} to {1}, all day {2}, time to be told {3}, {4}: over at {5}")
    @CsvSource({
        "2026-12-01T19:00-05, 2026-12-01T21:00-05, false, false, America/New_York, 2026-12-01T21:00-05",
        "2026-12-01T19:00-05,                    , false, false, America/New_York, 2026-12-01T22:00-05",
        "2026-12-01T00:00-05,                    , true,  false, America/New_York, 2026-12-02T00:00-05",
        "2026-12-01T00:00-05,                    , false, true,  America/New_York, 2026-12-02T00:00-05",
        "2026-12-01T00:00-05, 2026-12-03T00:00-05, true,  false, America/New_York, 2026-12-03T00:00-05",
        "2026-12-01T00:00+09,                    , true,  false, Asia/Tokyo,       2026-12-02T00:00+09",
        // the day on which clocks go back has 25 hours, the one on which they go forward 23
        "2026-11-01T00:00-04,                    , true,  false, America/New_York, 2026-11-02T00:00-05",
        "2026-11-01T01:30-05,                    , false, true,  America/New_York, 2026-11-02T00:00-05",
        "2027-03-14T00:00-05,                    , true,  false, America/New_York, 2027-03-15T00:00-04"
    })
    void is_over_when_it_has_ended_or_its_day_has(
            String start, String end, boolean allDay, boolean timeTbd, String zone, String over) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var ends = end == null ? "null" : "'" + end + "'";
            assertEquals("t", db.text(OVER_AT.formatted(start, ends, allDay, timeTbd, zone, over)));
        }
    }

    @Test
    @DisplayName(
            "on its own day an event without a time is still to come: seats are held and filled, friends are seen, it is mine")
    void on_its_own_day_it_is_not_over() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("update events.events set capacity = 2, time_tbd = true,"
                    + " date_time = date_trunc('day', now() at time zone time_zone) at time zone time_zone");

            db.as("godo_events", People.FAY.id());
            assertEquals("t", db.text(Story.named("select is_open from events.hold_event(:jazz)")));
            assertEquals(1, db.number(Story.named("select count(*) from events.fill_seats(:party)")));
            db.as("godo_reco", People.ANNA.id());
            assertEquals("Fay", db.text(Story.named("select full_name from events.friends_going(:anna)")));
            assertEquals(1, db.number("select count(*) from reco.surroundings() where kind = 'mine'"));
            db.asWorker("godo_reco");
            assertEquals(2, db.number(Story.named("select count(*) from reco.kept_from() where event_id = :party")));

            db.asSuperuser().run("update events.events set date_time = date_time - interval '1 day'");
            db.as("godo_events", People.FAY.id());
            assertEquals("f", db.text(Story.named("select is_open from events.hold_event(:jazz)")));
            db.as("godo_reco", People.ANNA.id());
            assertEquals(0, db.number(Story.named("select count(*) from events.friends_going(:anna)")));
        }
    }
}
