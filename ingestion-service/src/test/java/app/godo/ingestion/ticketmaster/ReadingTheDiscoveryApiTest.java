package app.godo.ingestion.ticketmaster;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.testing.Reading;
import app.godo.wire.facts.ListingFact.Listing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** The payloads are written in the form of recorded ones, which may not be shipped. */
class ReadingTheDiscoveryApiTest {

    private static final Reading READING = Reading.with(new TicketmasterReader(), "2026-10-01");

    private static final String START =
            "'start':{'localDate':'2026-10-09','localTime':'19:00:00','dateTime':'2026-10-09T23:00:00Z','dateTBD':false,'timeTBA':false}";

    @Test
    void an_event_becomes_a_listing() {
        var listing = event(
                "'dates':{" + START + ",'timezone':'America/New_York','status':{'code':'onsale'},"
                        + "'end':{'localDate':'2026-10-09','localTime':'21:15:00','approximate':false,'noSpecificTime':false}}",
                "'priceRanges':[{'type':'standard','currency':'USD','min':20.07,'max':45.5}]");

        assertEquals("Big Band", listing.title());
        assertEquals(moment("2026-10-09T19:00:00-04:00"), listing.startsAt());
        assertEquals(moment("2026-10-09T21:15:00-04:00"), listing.endsAt());
        assertEquals("The Club", listing.locationName());
        assertEquals("The Lower Level, 25 Avenue A, New York, NY, 10009", listing.locationAddress());
        assertEquals("Manhattan", listing.borough());
        assertEquals(40.722974, listing.latitude());
        assertEquals("music", listing.category());
        assertEquals(List.of("swing", "jazz", "music"), listing.tags());
        assertEquals(2007, listing.priceMin());
        assertEquals(4550, listing.priceMax());
        assertEquals("https://example.org/large.jpg", listing.imageUrl());
    }

    @ParameterizedTest
    @CsvSource({"offsale, false", "onsale, true", "cancelled, false"})
    void nothing_to_nothing_is_free_only_while_it_is_sold(String status, boolean free) {
        var listing = event(
                "'dates':{" + START + ",'status':{'code':'" + status + "'}}",
                "'priceRanges':[{'currency':'USD','min':0,'max':0}]");

        assertEquals(free, listing.free());
        assertEquals(free, listing.priceKnown());
    }

    @ParameterizedTest
    @CsvSource({
        "canceled, cancelled",
        "cancelled, cancelled",
        "postponed, postponed",
        "rescheduled, rescheduled",
        "offsale, scheduled"
    })
    void what_became_of_it_is_told(String theirs, String ours) {
        assertEquals(
                ours,
                event("'dates':{" + START + ",'status':{'code':'" + theirs + "'}}")
                        .scheduleStatus());
    }

    @Test
    void a_time_to_be_announced_leaves_the_day() {
        var listing = event("'dates':{'start':{'localDate':'2026-10-09','timeTBA':true},'timezone':'America/Chicago'}");

        assertTrue(listing.timeTbd());
        assertEquals(moment("2026-10-09T00:00:00-05:00"), listing.startsAt());
        assertNull(listing.endsAt());
    }

    @Test
    void without_a_zone_of_its_own_that_of_the_venue_counts() {
        var listing = event("'dates':{'start':{'localDate':'2026-10-09','localTime':'12:30:00'}}");

        assertEquals("America/Los_Angeles", listing.timeZone());
        assertEquals(moment("2026-10-09T12:30:00-07:00"), listing.startsAt());
    }

    @Test
    void what_is_no_event_or_has_no_date_is_passed_over() {
        var result = READING.of("[%s,%s,%s,%s]"
                .formatted(
                        row("VIP Bowling Lane: Big Band", "'dates':{" + START + "}"),
                        row("Parking - Big Band", "'dates':{" + START + "}"),
                        row("Upgrade", "'dates':{" + START + "},'classifications':[{'type':{'name':'Upsell'}}]"),
                        row("Big Band", "'dates':{'start':{'dateTBD':true,'localDate':'2026-12-31'}}")));

        assertEquals(List.of(), result.readout().rows());
        assertEquals(
                Map.of("No event of its own: something sold beside one", 3, "Its date is yet to be announced", 1),
                result.readout().passedOver());
    }

    @Test
    void an_event_without_any_date_is_set_aside() {
        assertEquals(
                List.of("The event has no date, neither localDate nor dateTime"),
                READING.of("[" + row("Big Band", "'dates':{}") + "]").reasons());
    }

    @Test
    void an_empty_page_is_one_and_an_error_is_none() {
        assertEquals(
                List.of(),
                READING.of("{\"page\":{\"totalElements\":0}}").readout().rows());
        assertEquals(
                "The feed is no page of the Discovery API: it says \"Invalid ApiKey\"",
                assertThrows(FeedFailure.class, () -> READING.of("{\"fault\":{\"faultstring\":\"Invalid ApiKey\"}}"))
                        .getMessage());
    }

    private static Listing event(String... fields) {
        return READING.of("{\"_embedded\":{\"events\":[" + row("Big Band", fields) + "]},\"page\":{}}")
                .only();
    }

    private static String row(String name, String... fields) {
        return """
                {'id':'rZ7','name':'%s','url':'https://www.example.org/e/1',
                 'images':[{'url':'https://example.org/small.jpg','ratio':'3_2','width':300},
                           {'url':'https://example.org/large.jpg','ratio':'16_9','width':1024},
                           {'url':'https://example.org/any.jpg','ratio':'16_9','width':2048,'fallback':true}],
                 'classifications':[{'segment':{'name':'Music'},'genre':{'name':'Jazz'},'subGenre':{'name':'Swing'}}],
                 '_embedded':{'venues':[{'name':'The Club','timezone':'America/Los_Angeles','postalCode':'10009',
                   'address':{'line1':'The Lower Level','line2':'<br>25 Avenue A'},'city':{'name':'New York'},
                   'state':{'stateCode':'NY'},'location':{'latitude':'40.722974','longitude':'-73.986080'}}]},%s}""".formatted(name, String.join(",", fields)).replace('\'', '"');
    }
}
