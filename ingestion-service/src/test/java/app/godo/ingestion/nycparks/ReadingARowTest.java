package app.godo.ingestion.nycparks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.wire.facts.ListingFact.Listing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

class ReadingARowTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ParksRow READER =
            new ParksRow(SourceSettings.of("nyc_parks", Instant.parse("2026-10-25T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "2026-10-30, 2026-10-30T23:00:00Z", // summer time
        "2026-11-02, 2026-11-03T00:00:00Z", // winter time
        "2027-03-14, 2027-03-14T23:00:00Z", // the day the clocks go forward
    })
    void a_clock_time_is_new_york_time_on_its_day(String day, String startsAt) {
        var row = row().put("startdate", day).put("starttime", "2026-08-09 19:00:00");

        assertEquals(Instant.parse(startsAt), listing(row).startsAt());
    }

    @Test
    void an_hour_that_the_clocks_skip_is_an_hour_later() {
        var row = row().put("startdate", "03/14/2027")
                .put("starttime", "02:30:00")
                .put("endtime", "04:00:00");

        assertEquals(Instant.parse("2027-03-14T07:30:00Z"), listing(row).startsAt());
        assertEquals(Instant.parse("2027-03-14T08:00:00Z"), listing(row).endsAt());
    }

    @Test
    void an_hour_that_comes_twice_is_the_first_of_the_two() {
        var row = row().put("startdate", "11/01/2026")
                .put("starttime", "01:30:00")
                .put("endtime", "02:30:00");

        assertEquals(Instant.parse("2026-11-01T05:30:00Z"), listing(row).startsAt());
        assertEquals(Instant.parse("2026-11-01T07:30:00Z"), listing(row).endsAt(), "it lasts two hours");
    }

    @Test
    void without_a_start_date_the_link_has_the_day() {
        var row = row().put("starttime", "2026-10-01T08:00:00.000");
        row.remove("startdate");
        row.putObject("link").put("url", "http://www.nycgovparks.org/events/2026/11/20/late-show");

        assertEquals(Instant.parse("2026-11-20T13:00:00Z"), listing(row).startsAt());
        assertEquals(
                "https://www.nycgovparks.org/events/2026/11/20/late-show",
                listing(row).url());
    }

    @Test
    void without_a_time_only_the_day_is_known() {
        var row = row();
        row.remove("starttime");

        assertTrue(listing(row).timeTbd());
        assertEquals(Instant.parse("2026-10-30T04:00:00Z"), listing(row).startsAt());
        assertNull(listing(row).endsAt());
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELED: Chair Yoga, Chair Yoga, cancelled",
        "Cancelled: Chair Yoga, Chair Yoga, cancelled",
        "*CANCELLED* - Chair Yoga, Chair Yoga, cancelled",
        "POSTPONED: Chair Yoga, Chair Yoga, postponed",
        "Canceled plans: a comedy, Canceled plans: a comedy,",
    })
    void a_prefix_is_a_status_and_no_part_of_the_title(String raw, String title, String status) {
        var listing = listing(row().put("title", raw));

        assertEquals(title, listing.title());
        assertEquals(status, listing.scheduleStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "40.7406, -73.8406; 40.5904, -74.0665 > 40.7406",
                "0, 0; 40.5904, -74.0665 > 40.5904",
                "NaN, NaN; 40.5904, -74.0665 > 40.5904",
                "40.7128, -74.0060; 40.5904, -74.0665 > 40.5904", // the first is the city's centroid
            })
    void the_first_point_that_is_a_place_counts(String coordinates, double latitude) {
        assertEquals(
                latitude, listing(row().put("coordinates", coordinates.strip())).latitude());
    }

    @ParameterizedTest
    @ValueSource(strings = {"40.7128, -74.0059", "40.6781784, -73.9441579", "51.5, -0.1", "40.7", "near the lake", ";"})
    void what_is_no_place_in_the_city_is_none(String coordinates) {
        assertNull(listing(row().put("coordinates", coordinates)).latitude());
    }

    @ParameterizedTest
    @CsvSource({
        "Fitness | Swimming/Aquatics, fitness",
        "Swimming/Aquatics, sports",
        "Art / Film, film",
        "Something New, other",
    })
    void the_parks_categories_become_one_of_ours(String theirs, String ours) {
        assertEquals(ours, listing(row().put("categories", theirs)).category());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pricing is $29 for a single surrey.",
                "There is a materials fee.",
                "Admission is included with purchase of a tea package."
            })
    void a_fee_in_the_text_makes_the_price_unknown(String description) {
        var listing = listing(row().put("description", description));

        assertEquals(false, listing.free());
        assertEquals(false, listing.priceKnown());
        assertNull(listing.priceMin());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Admission is free.", "There is no fee.", "The fee is waived for all.", "Coffee for all!"})
    void words_that_only_look_like_a_fee_leave_it_free(String description) {
        var listing = listing(row().put("description", description));

        assertEquals(true, listing.free());
        assertEquals(0, listing.priceMax());
    }

    @Test
    @DisplayName("A-41: script tags, at any depth of encoding, are not text")
    void markup_of_strangers_is_not_kept() {
        var listing = listing(row().put("title", "<script>alert(1)</script>Yoga <b>now</b>")
                .put("description", "&lt;img src=x onerror=alert(1)&gt;Come &amp;amp; see"));

        assertEquals("Yoga now", listing.title());
        assertEquals("Come & see", listing.description());
    }

    @Test
    void a_description_keeps_its_lines_and_paragraphs() {
        assertEquals(
                "One & two.\n\nThree\nfour:\nfive\nsix\n\nSeven",
                listing(
                                row().put(
                                                "description",
                                                "<p>One &amp; two.</p>\r\n<p>Three<br>four:</p><ul><li>five</li><li>six</li></ul>Seven"))
                        .description()
                        .replaceAll("four:\n+", "four:\n"));
        assertEquals(
                "Bus\nM60",
                listing(row().put("description", "<table><tr><td>Bus</td><td>M60</td></tr></table>"))
                        .description());
        assertEquals(
                "One,\ntwo.\n\nThree",
                listing(row().put("description", "One, \r\n two.\n \n\n\n Three\n"))
                        .description());
    }

    @Test
    void what_takes_place_on_a_screen_is_online() {
        var listing = listing(row().put("location", "Virtual/Online Events").put("coordinates", "40.7722, -73.9713"));

        assertEquals("online", listing.locationKind());
        assertNull(listing.latitude());
        assertEquals("in_person", listing(row()).locationKind());
    }

    @Test
    void the_place_of_a_stranger_is_cleaned_like_all_the_rest() {
        assertEquals(
                "Riverside Park, Manhattan",
                listing(row().put("parknames", "<b>Riverside</b>\u0007 Park")).locationAddress());
    }

    @ParameterizedTest
    @DisplayName("A-40, A-41: an address that is not https on a named host is not shown")
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                "data:text/html,x",
                "http://user@evil.example/x",
                "https://user:secret@www.nycgovparks.org/x",
                "//evil.example/x",
                "https:///x",
                "not an address"
            })
    void an_unsafe_address_is_not_shown(String address) {
        var row = row().put("image", address).put("link", address);

        assertNull(listing(row).imageUrl());
        assertNull(listing(row).url());
    }

    @Test
    @DisplayName("A-41: a row that cannot be is set aside with its reason")
    void what_cannot_be_is_unreadable() {
        assertEquals("The date 9999-12-31 cannot be", reason(row().put("startdate", "12/31/9999")));
        assertEquals("The date 1970-01-01 cannot be", reason(row().put("startdate", "01/01/1970")));
        assertEquals("There is no such day: 02/30/2026", reason(row().put("startdate", "02/30/2026")));
        assertEquals("The startdate is no date", reason(row().put("startdate", "soon")));
        assertEquals("There is no such time: 25:00", reason(row().put("starttime", "25:00")));
        assertEquals("A time is no time", reason(row().put("starttime", "noon")));
        assertEquals("The row has no title", reason(row().put("title", " <i></i> ")));
        assertEquals("The row has no title but a prefix", reason(row().put("title", "CANCELED: ")));
        assertEquals("The row has no guid", reason(row().put("guid", "'; drop table listings")));
        assertEquals("The row is larger than 65536 characters", reason(row().put("description", "x".repeat(70_000))));
    }

    @Test
    void texts_are_cut_to_what_the_catalogue_holds() {
        var listing = listing(row().put("title", "🎷".repeat(200))
                .put("location", "x".repeat(400))
                .put("description", "y".repeat(30_000)));

        assertEquals(255, listing.title().length(), "254 would cut the last saxophone in two");
        assertTrue(listing.title().endsWith("🎷…"));
        assertEquals(255, listing.locationName().length());
        assertEquals(20_000, listing.description().length());
    }

    @Test
    @DisplayName("A-41: the zero character, which Postgres refuses, is dropped everywhere")
    void the_zero_character_is_dropped() {
        var row = row().put("title", "Yo\0ga").put("instructor", "\0");

        assertEquals("Yoga", listing(row).title());
        assertEquals(-1, READER.read(row).raw().toString().indexOf("\\u0000"));
    }

    private static Listing listing(ObjectNode row) {
        return assertInstanceOf(Row.Read.class, READER.read(row), () -> reason(row))
                .listing();
    }

    private static String reason(ObjectNode row) {
        return assertInstanceOf(Row.Unreadable.class, READER.read(row)).reason();
    }

    private static ObjectNode row() {
        try {
            return (ObjectNode) MAPPER.readTree("""
                    {"guid":"2,146,733","title":"Tai Chi","startdate":"10/30/2026","starttime":"2026-08-09 19:00:00",
                     "parkids":"M072","parknames":"Riverside Park","location":"Riverside Park","categories":"Fitness"}""");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
