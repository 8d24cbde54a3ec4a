package app.godo.ingestion.seatgeek;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Reading;
import app.godo.wire.facts.ListingFact.Listing;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** The payloads are written in the form of recorded ones, which may not be shipped. */
class ReadingSeatGeekTest {

    private static final Reading READING = Reading.with(new SeatGeekReader(), "2026-10-01");

    @Test
    void an_event_becomes_a_listing() {
        var listing = event("'datetime_local':'2026-10-09T20:00:00','datetime_utc':'2026-10-10T00:00:00',"
                + "'stats':{'lowest_price':187,'highest_price':619}");

        assertEquals("Big Band", listing.title());
        assertEquals(moment("2026-10-09T20:00:00-04:00"), listing.startsAt());
        assertEquals("America/New_York", listing.timeZone());
        assertEquals("music", listing.category());
        assertEquals(18700, listing.priceMin());
        assertEquals(61900, listing.priceMax());
        assertEquals("Javits Center", listing.locationName());
        assertNull(listing.latitude(), "the centroid of the city is nowhere");
        assertEquals("Manhattan", listing.borough());
    }

    @Test
    void half_past_three_in_the_night_stands_for_an_unknown_time() {
        var listing = event(
                "'datetime_local':'2026-10-09T03:30:00','datetime_utc':'2026-10-09T07:30:00','time_tbd':true,'stats':{}");

        assertTrue(listing.timeTbd());
        assertEquals(moment("2026-10-09T00:00:00-04:00"), listing.startsAt());
        assertFalse(listing.priceKnown());
        assertFalse(listing.free());
    }

    @Test
    void utc_is_utc_although_no_letter_says_so() {
        assertEquals(
                moment("2026-10-10T00:00:00Z"),
                event("'datetime_utc':'2026-10-10T00:00:00'").startsAt());
    }

    @Test
    void a_date_that_is_not_known_is_none() {
        var result = READING.of(page("'datetime_local':'2026-12-31T03:30:00','date_tbd':true"));

        assertEquals(
                Map.of("Its date is yet to be announced", 1), result.readout().passedOver());
    }

    @Test
    void cancelled_is_told() {
        assertEquals(
                "cancelled",
                event("'datetime_local':'2026-10-09T20:00:00','status':'cancelled'")
                        .scheduleStatus());
    }

    private static Listing event(String fields) {
        return READING.of(page(fields)).only();
    }

    private static String page(String fields) {
        return """
                {'meta':{},'events':[{'id':5225201,'title':'Big Band','type':'concert','taxonomies':[{'name':'concert'}],
                 'venue':{'name':'Javits Center','city':'New York','state':'NY','postal_code':'10001',
                   'timezone':'America/New_York','location':{'lat':40.7128,'lon':-74.0059}},%s}]}""".formatted(fields).replace('\'', '"');
    }
}
