package app.godo.ingestion.eventbrite;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.testing.Reading;
import app.godo.wire.facts.ListingFact.Listing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class ReadingEventbriteTest {

    private static final Reading READING = Reading.with(new EventbriteReader(), "2026-10-01");

    @Test
    void the_recorded_page_of_an_organizer_is_read() {
        var result = READING.ofFile("/eventbrite/organizers_events_live_past.json");

        var listing = result.listing("39146789100");
        assertEquals("BSides Greenville 2018", listing.title());
        assertEquals(moment("2018-03-10T08:30:00-05:00"), listing.startsAt());
        assertEquals(moment("2018-03-10T17:30:00-05:00"), listing.endsAt());
        assertEquals("tech", listing.category());
        assertTrue(listing.description().startsWith("Security BSides is coming to Greenville?\n\nThat's right"));
        assertFalse(listing.priceKnown(), "is_free is false and no ticket is said");
    }

    @Test
    void the_recorded_draft_is_passed_over() {
        assertEquals(
                Map.of("Not published: its status is draft", 1),
                READING.ofFile("/eventbrite/sdk_ruby_events.json").readout().passedOver());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            value = {
                "'status':'canceled' | cancelled",
                // the status stays live, and only the sales tell
                "'status':'live','event_sales_status':{'sales_status':'unavailable','message_code':'event_cancelled'} | cancelled",
                "'status':'completed','event_sales_status':{'message_code':'event_cancelled'} | cancelled",
                "'status':'live','event_sales_status':{'message_code':'tickets_at_the_door'} | scheduled",
            })
    void cancelled_has_dialects(String fields, String status) {
        assertEquals(status, event(fields).scheduleStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            nullValues = "-",
            value = {
                "'is_free':true,'currency':'USD' | 0 | 0 | true",
                "'ticket_availability':{'minimum_ticket_price':{'currency':'USD','value':432},'maximum_ticket_price':{'currency':'USD','value':1500}} | 432 | 1500 | false",
                "'is_free':false,'ticket_availability':{'minimum_ticket_price':{'currency':'USD','value':0},'maximum_ticket_price':{'currency':'USD','value':0}} | - | - | false",
                "'ticket_classes':[{'cost':{'currency':'USD','value':2000}},{'free':true}] | 0 | 2000 | false",
                "'is_free':false | - | - | false",
            })
    void prices_are_minor_units_and_unknown_is_not_free(String fields, Integer min, Integer max, boolean free) {
        var listing = event(fields);

        assertEquals(min, listing.priceMin());
        assertEquals(max, listing.priceMax());
        assertEquals(free, listing.free());
    }

    @Test
    void the_venue_has_its_degrees_as_text() {
        var listing = event(
                "'venue':{'name':'The Hall','latitude':'40.6782','longitude':'-73.9942','address':{'address_1':'1 Smith St',"
                        + "'address_2':'','city':'Brooklyn','region':'NY','postal_code':'11201'}},'capacity':100");

        assertEquals("The Hall", listing.locationName());
        assertEquals("1 Smith St, Brooklyn, NY, 11201", listing.locationAddress());
        assertEquals("Brooklyn", listing.borough());
        assertEquals(40.6782, listing.latitude());
        assertEquals(100, listing.capacity());
    }

    @Test
    void names_hold_entities() {
        assertEquals("Tech Slam 'N Eggs", event("'capacity':null").title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            value = {
                "'listed':false | Not for the public: unlisted, by invitation or behind a password",
                "'invite_only':true | Not for the public: unlisted, by invitation or behind a password",
                "'is_series_parent':true | A series: each of its dates is an event of its own",
            })
    void what_is_not_for_everybody_is_passed_over(String fields, String reason) {
        assertEquals(Map.of(reason, 1), READING.of(page(fields)).readout().passedOver());
    }

    @Test
    void an_error_is_told_in_its_own_words() {
        assertEquals(
                "The feed is no list of events: Eventbrite says NOT_AUTHORIZED",
                assertThrows(
                                FeedFailure.class,
                                () -> READING.of(
                                        "{\"status_code\":403,\"error\":\"NOT_AUTHORIZED\",\"error_description\":\"x\"}"))
                        .getMessage());
    }

    private static Listing event(String fields) {
        return READING.of(page(fields)).only();
    }

    private static String page(String fields) {
        return """
                {'pagination':{'has_more_items':false},'events':[{'id':'1','name':{'html':'Tech Slam &#39;N Eggs'},
                 'start':{'timezone':'America/New_York','local':'2026-10-09T19:00:00','utc':'2026-10-09T23:00:00Z'},
                 'end':{'timezone':'America/New_York','local':'2026-10-09T21:00:00','utc':'2026-10-10T01:00:00Z'},%s}]}""".formatted(fields).replace('\'', '"');
    }
}
