package app.godo.ingestion.jsonld;

import static app.godo.ingestion.testing.Reading.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class ReadingAPageTest {

    private static final Reading READING = Reading.with(new JsonLdReader(), "2026-10-09");

    @Test
    void the_recorded_concert_in_brooklyn_is_read() {
        var listing = READING.ofFile("/jsonld/songkick_brooklyn_elysian_fields_owl_2015.html")
                .only();

        assertEquals("Elysian Fields", listing.title());
        assertEquals(moment("2015-10-31T19:30:00-04:00"), listing.startsAt(), "an offset without a colon");
        assertEquals("America/New_York", listing.timeZone());
        assertNull(listing.endsAt());
        assertEquals("The Owl Music Parlor", listing.locationName());
        assertEquals("497 Rogers Ave, Brooklyn, NY, 11225", listing.locationAddress());
        assertEquals("Brooklyn", listing.borough());
        assertEquals(40.660109, listing.latitude());
        assertEquals("music", listing.category());
        assertFalse(listing.priceKnown());
    }

    @Test
    void the_recorded_concert_in_london_is_at_its_moment() {
        assertEquals(
                moment("2017-06-12T20:00:00+01:00"),
                READING.ofFile("/jsonld/songkick_tovestyrke.html").only().startsAt());
    }

    @Test
    void the_example_of_schema_org_has_two_events_in_attributes() {
        var result = READING.ofFile("/jsonld/schemaorg_Event.002.html");

        assertEquals(
                List.of("FedExForum", "Mid America Center"),
                result.listings().stream().map(event -> event.title()).toList());
        assertTrue(result.listings().getFirst().timeTbd());
        assertEquals(
                moment("2011-05-20T00:00:00-04:00"),
                result.listings().getFirst().startsAt());
        assertEquals("Memphis, TN, US", result.listings().getFirst().locationName());
    }

    @Test
    void a_block_that_makes_no_sense_does_not_lose_the_page() {
        var result = READING.of(page(
                "{\"@type\":\"Event\",\"name\":\"A comma too many\",\"startDate\":\"2026-10-10T19:00\",}",
                "{\"@type\":\"Event\",\"name\":\"Broken off",
                "{\"@type\":\"BreadcrumbList\",\"name\":\"Broken off",
                "{\"@type\":\"Event\",\"name\":\"No such date\",\"startDate\":\"2019-9-18T10-10-00-00\"}",
                "<!-- {\"@type\":\"Event\",\"name\":\"Wrapped\",\"startDate\":\"2026-10-11\"} -->",
                "{\"@type\":\"Event\",\"name\":\"A line\nbreak\",\"startDate\":\"2026-10-12T20:00:00-04:00\"}"));

        assertEquals(
                List.of("A comma too many", "Wrapped", "A line break"),
                result.listings().stream().map(event -> event.title()).toList());
        assertEquals(2, result.reasons().size());
        assertEquals(
                List.of("A block of JSON-LD makes no sense, and speaks of no event"),
                result.readout().warnings());
        assertTrue(result.reasons().getFirst().startsWith("A block of JSON-LD makes no sense from its line 1"));
        assertEquals(
                "The startDate is no date: 2019-9-18T10-10-00-00",
                result.reasons().getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "https://schema.org/EventCancelled, cancelled",
        "http://schema.org/EventPostponed, postponed",
        "EventRescheduled, rescheduled",
        "https://schema.org/EventMovedOnline, moved_online",
        "https://schema.org/EventScheduled, scheduled",
    })
    void what_became_of_it_is_told(String theirs, String ours) {
        var listing = READING.of(
                        page("{\"@type\":\"Event\",\"name\":\"A\",\"startDate\":\"2026-10-12\",\"eventStatus\":\"%s\"}"
                                .formatted(theirs)))
                .only();

        assertEquals(ours, listing.scheduleStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\"',
            nullValues = "-",
            value = {
                "'isAccessibleForFree':true | 0 | 0 | true",
                "'offers':{'price':'25.50','priceCurrency':'USD'} | 2550 | 2550 | false",
                "'offers':[{'price':40},{'price':'15'}] | 1500 | 4000 | false",
                "'offers':{'@type':'AggregateOffer','lowPrice':10,'highPrice':35} | 1000 | 3500 | false",
                "'offers':{'price':0,'availability':'https://schema.org/InStock'} | 0 | 0 | true",
                "'offers':{'price':0,'availability':'https://schema.org/SoldOut'} | - | - | false",
                "'offers':{'price':0} | - | - | false",
                "'offers':{'priceSpecification':[{'price':12,'priceCurrency':'USD'},{'minPrice':8}]} | 800 | 1200 | false",
                "'offers':{'url':'https://example.org/t'} | - | - | false",
            })
    void nothing_is_free_without_a_sign(String field, Integer min, Integer max, boolean free) {
        var listing = READING.of(page("{\"@type\":\"Event\",\"name\":\"A\",\"startDate\":\"2026-10-12\",%s}"
                        .formatted(field.replace('\'', '"'))))
                .only();

        assertEquals(min, listing.priceMin());
        assertEquals(max, listing.priceMax());
        assertEquals(free, listing.free());
        assertEquals(min != null, listing.priceKnown());
    }

    @Test
    void graphs_and_references_are_followed() {
        var listing = READING.of(page("""
                {"@graph":[
                  {"@type":"Place","@id":"#hall","name":"The Hall","address":"12 Main St, Brooklyn, NY 11201",
                   "geo":{"latitude":"40.6","longitude":"-73.9"}},
                  {"@type":["Event","MusicEvent"],"@id":"https://example.org/e/1","name":"A &amp; B","startDate":"2026-10-12T19:30:00Z",
                   "location":{"@id":"#hall"},"image":["https://example.org/1.jpg"],"keywords":"Jazz, Late"}]}""")).only();

        assertEquals("A & B", listing.title());
        assertEquals("The Hall", listing.locationName());
        assertEquals("Brooklyn", listing.borough());
        assertEquals(40.6, listing.latitude());
        assertEquals(moment("2026-10-12T15:30:00-04:00"), listing.startsAt());
        assertEquals("https://example.org/1.jpg", listing.imageUrl());
        assertEquals("music", listing.category());
        assertEquals(List.of("jazz", "late", "musicevent"), listing.tags());
    }

    @Test
    void dates_of_a_series_under_one_address_are_told_apart() {
        var event =
                "{\"@type\":\"Event\",\"name\":\"A\",\"url\":\"https://example.org/a\",\"startDate\":\"2026-10-%s\"}";

        var result = READING.of(
                page("[" + event.formatted("12") + "," + event.formatted("13") + "]", event.formatted("12")));

        assertEquals(List.of("https://example.org/a#2026-10-12", "https://example.org/a#2026-10-13"), result.ids());
    }

    @Test
    void what_has_no_address_goes_by_name_place_and_day() {
        var event = "{\"@type\":\"Event\",\"name\":\"A\",\"startDate\":\"2026-10-%s\",\"location\":{\"name\":\"%s\"}}";
        var early = event.formatted("12T18:00", "Hall");
        var late = event.formatted("12T21:00", "Hall");
        var ids = READING.of(page(early)).ids();

        assertEquals(ids, READING.of(page(late)).ids(), "moved by three hours");
        assertEquals(
                ids, READING.of(page(event.formatted("13T00:30:00Z", "Hall"))).ids(), "the day is that of New York");
        assertEquals(
                List.of(ids.getFirst() + "#2", ids.getFirst()),
                READING.of(page(early, late)).ids());
        assertEquals(
                2,
                READING.of(page(early, event.formatted("12T18:00", "Park"))).ids().stream()
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "'', PT1H30M, 2026-10-12T20:30:00-04:00",
        "2026-10-12T22:00, PT1H30M, 2026-10-12T22:00:00-04:00",
        "'', soon, ''",
    })
    void how_long_it_lasts_counts_where_no_end_is_said(String end, String duration, String ends) {
        var listing = READING.of(page(
                        "{\"@type\":\"Event\",\"name\":\"A\",\"startDate\":\"2026-10-12T19:00\",\"endDate\":\"%s\",\"duration\":\"%s\"}"
                                .formatted(end, duration)))
                .only();

        assertEquals(ends.isEmpty() ? null : moment(ends), listing.endsAt());
    }

    @Test
    void a_schedule_becomes_its_days() {
        var result = READING.of(page("""
                {"@type":"Event","name":"A","url":"https://example.org/a","startDate":"2026-09-01","eventSchedule":
                 {"@type":"Schedule","repeatFrequency":"P1W","byDay":["https://schema.org/Tuesday","Thursday"],
                  "startDate":"2026-09-01","endDate":"2026-10-20","startTime":"19:00:00","endTime":"01:00","exceptDate":"2026-10-15"}}"""));

        assertEquals(
                List.of(
                        "https://example.org/a#2026-10-08",
                        "https://example.org/a#2026-10-13",
                        "https://example.org/a#2026-10-20"),
                result.ids());
        assertEquals(
                moment("2026-10-08T19:00:00-04:00"),
                result.listings().getFirst().startsAt());
        assertEquals(
                moment("2026-10-09T01:00:00-04:00"),
                result.listings().getFirst().endsAt());
    }

    @Test
    void what_is_on_a_screen_is_online() {
        var listing = READING.of(
                        page(
                                "{\"@type\":\"Event\",\"name\":\"A\",\"startDate\":\"2026-10-12\",\"location\":{\"@type\":\"VirtualLocation\"}}"))
                .only();

        assertEquals("online", listing.locationKind());
    }

    @Test
    void a_page_without_events_says_so() {
        var result = READING.of("<html><body><h1>Events</h1></body></html>");

        assertEquals(List.of(), result.readout().rows());
        assertEquals(1, result.readout().warnings().size());
    }

    private static String page(String... blocks) {
        var html = new StringBuilder("<html><head>");
        for (var block : blocks) {
            html.append("<script type=\"application/ld+json\">").append(block).append("</script>");
        }
        return html.append("</head><body></body></html>").toString();
    }
}
