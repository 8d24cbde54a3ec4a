package app.godo.wire.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Until when an Event is to come; events.over_at in the database says the same. */
class UpcomingTest {

    @ParameterizedTest(name = "{0} to {1}, all day {2}, time to be told {3}: at {4} upcoming {5}")
    @CsvSource({
        "2026-12-01T19:00-05, 2026-12-01T21:00-05, false, false, 2026-12-01T18:59-05, true",
        "2026-12-01T19:00-05, 2026-12-01T21:00-05, false, false, 2026-12-01T19:00-05, false",
        "2026-12-01T19:00-05,                    , false, false, 2026-12-01T19:00-05, false",
        "2026-12-01T00:00-05,                    , true,  false, 2026-12-01T23:59-05, true",
        "2026-12-01T00:00-05,                    , false, true,  2026-12-01T23:59-05, true",
        "2026-12-01T00:00-05,                    , true,  false, 2026-12-02T00:00-05, false",
        "2026-12-01T00:00-05, 2026-12-03T00:00-05, true,  false, 2026-12-02T12:00-05, true",
        // the day on which clocks go back has 25 hours, the one on which they go forward 23
        "2026-11-01T00:00-04,                    , true,  false, 2026-11-01T23:59-05, true",
        "2026-11-01T00:00-04,                    , true,  false, 2026-11-02T00:00-05, false",
        "2027-03-14T00:00-05,                    , false, true,  2027-03-15T00:00-04, false"
    })
    void an_event_is_upcoming_until_it_begins_or_its_day_is_over(
            OffsetDateTime start,
            OffsetDateTime end,
            boolean allDay,
            boolean timeTbd,
            OffsetDateTime now,
            boolean upcoming) {
        var event = event(start.toInstant(), end == null ? null : end.toInstant(), allDay, timeTbd, "scheduled");

        assertEquals(upcoming, event.upcoming(now.toInstant()));
    }

    @ParameterizedTest
    @CsvSource({"cancelled, false", "postponed, true", "moved_online, true"})
    void what_is_cancelled_is_not_to_come(String status, boolean upcoming) {
        var tomorrow = Instant.parse("2026-12-02T12:00:00Z");

        assertEquals(
                upcoming, event(tomorrow, null, false, false, status).upcoming(Instant.parse("2026-12-01T12:00:00Z")));
    }

    @Test
    void what_was_merged_into_another_is_not_to_come() {
        var tomorrow = Instant.parse("2026-12-02T12:00:00Z");
        var now = Instant.parse("2026-12-01T12:00:00Z");

        assertEquals(
                true, event(tomorrow, null, false, false, "scheduled", null).upcoming(now));
        assertEquals(
                false,
                event(tomorrow, null, false, false, "scheduled", UUID.randomUUID())
                        .upcoming(now));
    }

    private static EventView event(Instant start, Instant end, boolean allDay, boolean timeTbd, String status) {
        return event(start, end, allDay, timeTbd, status, null);
    }

    private static EventView event(
            Instant start, Instant end, boolean allDay, boolean timeTbd, String status, UUID mergedInto) {
        return new EventView(
                null,
                "Jazz",
                null,
                start,
                end,
                "America/New_York",
                allDay,
                timeTbd,
                status,
                "in_person",
                "Hall",
                null,
                null,
                null,
                null,
                null,
                "music",
                List.of(),
                null,
                null,
                "USD",
                false,
                false,
                null,
                null,
                0,
                0,
                "nyc_parks",
                null,
                false,
                "approved",
                null,
                null,
                null,
                null,
                1,
                start,
                start,
                null,
                mergedInto,
                null,
                null,
                false,
                null);
    }
}
