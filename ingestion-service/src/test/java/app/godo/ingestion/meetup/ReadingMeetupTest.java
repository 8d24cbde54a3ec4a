package app.godo.ingestion.meetup;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.Test;

class ReadingMeetupTest {

    private static final Reading READING = Reading.with(new MeetupReader(), "2026-10-01");

    @Test
    void the_recorded_group_is_read() {
        var result = READING.ofFile("/meetup/meetup_graphql_groupByUrlName_v2.json");

        assertEquals(6, result.listings().size());
        var meeting = result.listing("302190058");
        assertEquals("DEF CON 864 Meeting", meeting.title());
        assertEquals(moment("2020-01-11T23:59:00-04:00"), meeting.startsAt());
        assertEquals("America/New_York", meeting.timeZone());
        assertEquals("hybrid", meeting.locationKind());
        assertEquals("OpenWorks", meeting.locationName());
        assertEquals("scheduled", meeting.scheduleStatus());
        assertEquals("cancelled", result.listing("302190057").scheduleStatus());
        assertEquals("online", result.listing("pwdqjtygcpbkb").locationKind());
        assertFalse(meeting.priceKnown(), "nothing is said of a fee");
    }

    @Test
    void the_recorded_event_of_the_interface_before_is_read() {
        var listing = READING.ofFile("/meetup/meetup_rest_online_event.json").only();

        assertEquals(moment("2023-12-18T19:00:00-05:00"), listing.startsAt());
        assertEquals(moment("2023-12-18T20:00:00-05:00"), listing.endsAt());
        assertEquals("America/New_York", listing.timeZone(), "under the name that is used today");
        assertEquals("online", listing.locationKind());
    }

    @Test
    void a_group_that_is_gone_answers_with_nothing() {
        assertThrows(FeedFailure.class, () -> READING.of("{\"data\":{\"groupByUrlname\":null}}"));
    }
}
