package app.godo.events.listings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.events.catalogue.Draft;
import app.godo.events.places.Places;
import app.godo.wire.facts.ListingFact;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.HashMap;

class MendingTest {

    private final Mending mending = new Mending(new Places());

    @Test
    void a_sound_listing_is_taken_as_it_is() {
        var draft = mended(Listed.concert());

        assertEquals("Piano in the square", draft.title());
        assertEquals("Bring a friend.", draft.description());
        assertEquals("Theater District", draft.neighborhood());
        assertEquals("Manhattan", draft.borough());
        assertEquals(10, draft.transitScore());
        assertEquals("https://www.nycgovparks.org/events/piano", draft.externalUrl());
        assertEquals("approved", draft.moderationStatus());
    }

    @Test
    void an_end_that_is_not_after_the_start_is_left_out() {
        var concert = Listed.concert();

        assertNull(mended(concert.ending(concert.startsAt())).endTime());
        assertNull(mended(concert.ending(concert.startsAt().minusSeconds(60))).endTime());
    }

    @ParameterizedTest
    @CsvSource({"40.7, -200", "91, -73.9", "0, 0", ", -73.9", "40.7,", "NaN, -73.9"})
    void a_place_that_is_nowhere_is_left_out_and_the_borough_stays(Double latitude, Double longitude) {
        var draft = mended(Listed.concert().at(latitude, longitude));

        assertNull(draft.latitude());
        assertNull(draft.longitude());
        assertNull(draft.transitScore());
        assertNull(draft.neighborhood());
        assertEquals("Manhattan", draft.borough());
    }

    @ParameterizedTest(name = "min {0} max {1} free {2}: min {3} max {4}")
    @CsvSource({
        ",     ,     true,  0,    0",
        ",     ,     false, ,",
        "0,    0,    false, ,",
        "0,    ,     false, ,",
        "0,    2000, false, 0,    2000",
        "1500, 3000, false, 1500, 3000",
        "3000, 1500, false, 3000,",
        ",     2500, false, 2500, 2500",
        "-5,   10,   false, ,"
    })
    void a_price_is_known_only_when_it_can_be_believed(
            Integer min, Integer max, boolean free, Integer believedMin, Integer believedMax) {
        var draft = mended(Listed.concert().priced(min, max, free));

        assertEquals(believedMin, draft.priceMin());
        assertEquals(believedMax, draft.priceMax());
        assertEquals(believedMin != null, draft.priceKnown());
    }

    @Test
    void no_seats_at_all_means_that_nobody_said() {
        assertNull(mended(Listed.concert().seating(0)).capacity());
        assertEquals(5, mended(Listed.concert().seating(5)).capacity());
    }

    @ParameterizedTest
    @CsvSource({
        "scheduled, in_person, in_person",
        "scheduled, online, online",
        "scheduled, hybrid, hybrid",
        "scheduled, on the moon, in_person",
        "scheduled, , in_person",
        "moved_online, in_person, online"
    })
    void it_takes_place_where_it_is_told_to(String status, String told, String taken) {
        assertEquals(taken, mended(Listed.concert().status(status).held(told)).locationKind());
    }

    @Test
    @DisplayName("R-EVT-13: what a Source says of coming is kept, and what it does not say is no no")
    void accessibility_is_what_is_said() {
        var said = new HashMap<String, Object>();
        said.put("step_free", true);
        said.put("asl", false);
        said.put("notes", "<p>Ramp at the gate</p>");

        assertEquals(
                "{\"step_free\":true,\"asl\":false,\"notes\":\"Ramp at the gate\"}",
                mended(Listed.concert().with("accessibility", said))
                        .accessibilityInfo()
                        .toString());
        assertEquals("{}", mended(Listed.concert()).accessibilityInfo().toString());
    }

    @Test
    @DisplayName("R-EVT-9: seats that the Source still has are told with the time at which it said so")
    void seats_elsewhere_have_an_age() {
        var told = mending.draftOf(Listed.concert().with("remaining", 12).seen());

        assertEquals(12, told.externalRemaining());
        assertEquals(true, told.externalRemainingAt().isAfter(Instant.now().minusSeconds(60)));
        assertNull(mended(Listed.concert()).externalRemainingAt());
        assertNull(mended(Listed.concert().with("remaining", -1)).externalRemaining());
    }

    @Test
    @DisplayName("R-EVT-17: occurrences of one series of one Source have one series")
    void a_series_is_its_sources_own() {
        var lap = Listed.concert().with("series_id", "lap-swim");

        assertEquals(
                mended(lap).seriesId(),
                mended(Listed.concert().with("series_id", "lap-swim")).seriesId());
        assertNotEquals(mended(lap).seriesId(), mended(lap.by("ical")).seriesId());
        assertNull(mended(Listed.concert()).seriesId());
    }

    @Test
    void of_what_would_be_no_event_or_hide_something_none_is_made() {
        refused(Listed.concert().titled("<br> ").seen());
        refused(Listed.concert().status("dunno").seen());
        var concert = Listed.concert().seen();
        refused(new ListingFact.Seen(concert.factId(), concert.at(), concert.source(), concert.externalId(), null));
        refused(new ListingFact.Seen(
                concert.factId(), concert.at(), Draft.USER_GENERATED, concert.externalId(), concert.listing()));
        refused(new ListingFact.Seen(
                concert.factId(), concert.at(), concert.source(), "x".repeat(256), concert.listing()));
    }

    private Draft mended(Listed listed) {
        return mending.draftOf(listed.seen());
    }

    private void refused(ListingFact.Seen seen) {
        assertThrows(IllegalArgumentException.class, () -> mending.draftOf(seen));
    }
}
