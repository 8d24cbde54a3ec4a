package app.godo.ingestion.nycparks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Readout;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.sources.SourceSettings;
import app.godo.ingestion.testing.ParksFeed;
import app.godo.wire.facts.ListingFact.Listing;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The figures were counted in the recorded file by another program. */
class ReadingTheRecordedFeedTest {

    private static final SourceSettings SETTINGS =
            SourceSettings.of("nyc_parks", Instant.parse("2026-08-09T12:00:00Z"));
    private static final Readout CSV = readout(ParksFeed.recordedCsv(), SETTINGS);
    private static final Readout JSON = readout(ParksFeed.recordedJson(), SETTINGS);

    @Test
    void every_row_of_the_export_is_read() {
        assertEquals(718, CSV.rows().size());
        assertFalse(CSV.broken());
        assertEquals(718, listings().size());
        assertEquals(
                718,
                CSV.rows().stream()
                        .map(row -> ((Row.Read) row).externalId())
                        .distinct()
                        .count());
    }

    @Test
    void the_day_is_the_start_date_in_every_row_and_never_that_of_the_export() {
        var days = new TreeMap<>(listings().stream()
                .collect(groupingBy(
                        listing -> listing.startsAt()
                                .atZone(SourceSettings.NEW_YORK)
                                .toLocalDate(),
                        counting())));

        assertEquals(
                Map.of(
                        LocalDate.of(2026, 8, 9), 44L,
                        LocalDate.of(2026, 8, 10), 69L,
                        LocalDate.of(2026, 8, 11), 147L,
                        LocalDate.of(2026, 8, 12), 163L,
                        LocalDate.of(2026, 8, 13), 160L,
                        LocalDate.of(2026, 8, 14), 135L),
                days);
    }

    @Test
    void the_day_in_the_link_is_the_same_in_every_row() {
        for (var listing : listings()) {
            var day = listing.startsAt().atZone(SourceSettings.NEW_YORK).toLocalDate();
            var path = "/events/%d/%02d/%02d/".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            assertTrue(listing.url().contains(path), listing.url());
        }
    }

    @Test
    void seven_titles_say_that_nothing_takes_place_and_say_so_no_more() {
        assertEquals(7, count(listing -> "cancelled".equals(listing.scheduleStatus())));
        assertEquals(711, count(listing -> listing.scheduleStatus() == null));
        assertEquals(0, count(listing -> listing.title().toUpperCase().contains("CANCEL")));
        assertEquals("Zumba Gold®", cancelled("Zumba").title());
    }

    @Test
    void no_entity_is_left_in_a_title() {
        assertEquals(0, count(listing -> listing.title().matches(".*&#?\\w+;.*")));
        assertEquals(2, count(listing -> listing.title().equals("Pétanque in the Park")));
        assertEquals(15, count(listing -> listing.title().matches(".*[^\\x00-\\x7F].*")), "all of them were entities");
    }

    @Test
    void every_event_is_at_a_place_on_the_map_unless_it_is_on_a_screen() {
        assertEquals(3, count(listing -> listing.latitude() == null));
        assertEquals(0, count(listing -> (listing.latitude() == null) != (listing.longitude() == null)));
        assertEquals(3, count(listing -> listing.locationName().equals("Virtual/Online Events")));
    }

    @Test
    void the_borough_is_the_letter_of_the_park() {
        assertEquals(
                Map.of("Manhattan", 189L, "Queens", 169L, "Staten Island", 105L, "Brooklyn", 99L, "Bronx", 99L),
                by(listing -> listing.borough()));
    }

    @Test
    void an_end_before_its_start_is_on_the_next_day() {
        var overnight = listings().stream()
                .filter(listing -> Duration.between(listing.startsAt(), listing.endsAt())
                                        .toHours()
                                >= 12
                        && listing.endsAt().atZone(SourceSettings.NEW_YORK).getDayOfYear()
                                > listing.startsAt()
                                        .atZone(SourceSettings.NEW_YORK)
                                        .getDayOfYear())
                .map(Listing::title)
                .toList();

        assertEquals(
                List.of("Groundswell Community Mural Project Paint Day", "Family Camping: Manhattan"),
                overnight.stream().sorted((a, b) -> b.compareTo(a)).toList());
        assertEquals(0, count(listing -> !listing.endsAt().isAfter(listing.startsAt())));
    }

    @Test
    void parks_are_free_unless_they_say_otherwise() {
        var charged = listings().stream()
                .filter(listing -> !listing.free())
                .map(Listing::title)
                .distinct()
                .sorted()
                .toList();

        assertEquals(2, charged.size(), charged.toString());
        assertEquals("Afternoon Tea", charged.getFirst());
        assertTrue(charged.getLast().startsWith("Wheel Fun Rentals"), charged.toString());
        assertEquals(0, count(listing -> listing.free() != listing.priceKnown()));
    }

    @Test
    void every_row_has_one_of_our_categories() {
        var categories = by(Listing::category);

        assertEquals(
                718L, categories.values().stream().mapToLong(Long::longValue).sum());
        assertFalse(categories.containsKey("other"), categories.toString());
        assertEquals(27L, categories.get("film"), categories.toString());
        assertEquals(61L, categories.get("volunteering"), categories.toString());
    }

    @Test
    void every_address_is_https() {
        assertEquals(718, count(listing -> listing.url().startsWith("https://www.nycgovparks.org/events/2026/")));
        assertEquals(
                327,
                count(listing -> listing.imageUrl() != null
                        && listing.imageUrl().startsWith("https://www.nycgovparks.org/common_images/")));
        assertEquals(391, count(listing -> listing.imageUrl() == null));
    }

    @Test
    void the_first_row_of_the_json_form_field_by_field() {
        assertEquals(
                new Listing(
                        "Line Dance Fitness",
                        "Line up and get ready to move in this line dance fitness class! You’ll have a blast with these"
                                + " low-moderate impact dance moves choreographed to your favorite songs.",
                        null,
                        Instant.parse("2026-09-30T12:00:00Z"),
                        Instant.parse("2026-09-30T14:00:00Z"),
                        "America/New_York",
                        false,
                        false,
                        "in_person",
                        "Handball Court (in Betsy Head Park)",
                        "Betsy Head Park, Brooklyn",
                        40.662030117821,
                        -73.914012242472,
                        "Brooklyn",
                        "fitness",
                        List.of("dance", "fitness", "shape up nyc", "dance classes", "exercise classes"),
                        0,
                        0,
                        "USD",
                        true,
                        true,
                        null,
                        "https://www.nycgovparks.org/events/2026/09/30/line-dance-fitness",
                        null,
                        null,
                        List.of(),
                        List.of(
                                "https://nycparks.perfectmind.com/24936/Clients/BookMe4LandingPages/Class?widgetId=15f6af07-39c5-473e-b053-96653f77a406&embed=False&redirectedFromEmbededMode=False&classId=0d1342b0-deef-4b79-bbf5-30b58b63d682&occurrenceDate=20260930"),
                        null,
                        null),
                read("2260759").listing());
    }

    @Test
    void the_second_row_of_the_json_form_field_by_field() {
        var listing = read("2234697").listing();

        assertEquals(
                new Listing(
                        "Woodlawn Wednesdays: Forest Restoration and Invasive Removal",
                        listing.description(),
                        null,
                        Instant.parse("2026-09-30T13:00:00Z"),
                        Instant.parse("2026-09-30T16:00:00Z"),
                        "America/New_York",
                        false,
                        false,
                        "in_person",
                        "Woodlawn Playground (in Van Cortlandt Park)",
                        "Van Cortlandt Park, Bronx",
                        40.900284167492,
                        -73.872265726328,
                        "Bronx",
                        "volunteering",
                        List.of("nature", "volunteer"),
                        0,
                        0,
                        "USD",
                        true,
                        true,
                        null,
                        "https://www.nycgovparks.org/events/2026/09/30/"
                                + "woodlawn-wednesdays-forest-restoration-and-invasive-removal",
                        null,
                        null,
                        List.of(),
                        List.of("https://volunteer.bloomerang.co/volunteer/#/join-party?k=koot8cmyrxtx16"),
                        null,
                        null),
                listing);
        assertTrue(
                listing.description().startsWith("Hands-on forest restoration in the Northeast Forest at Woodlawn."));
        assertTrue(listing.description().endsWith("minors need a waiver.Register for a session"));
    }

    @Test
    void the_third_row_of_the_json_form_field_by_field() {
        var listing = read("2112370").listing();

        assertEquals(
                new Listing(
                        "Team RIVER Volunteers",
                        listing.description(),
                        null,
                        Instant.parse("2026-09-30T13:30:00Z"),
                        Instant.parse("2026-09-30T16:30:00Z"),
                        "America/New_York",
                        false,
                        false,
                        "in_person",
                        "Randall's Island Park",
                        "Randall's Island Park, Manhattan",
                        40.79650115966797,
                        -73.9209976196289,
                        "Manhattan",
                        "volunteering",
                        List.of(
                                "education",
                                "nature",
                                "volunteer",
                                "waterfront",
                                "wildlife",
                                "stem classes",
                                "gardening"),
                        0,
                        0,
                        "USD",
                        true,
                        true,
                        "https://www.nycgovparks.org/common_images/events/698c9509bea7f.JPG",
                        "https://www.nycgovparks.org/events/2026/09/30/team-river-volunteers",
                        null,
                        null,
                        List.of(),
                        List.of(
                                "https://www.eventbrite.com/e/team-river-volunteers-tickets-1980281661758?aff=oddtdtcreator"),
                        null,
                        null),
                listing);
        assertTrue(listing.description().startsWith("Volunteer with Team RIVER (Randall’s Island Volunteer"));
    }

    private static Readout readout(String body, SourceSettings settings) {
        return new NycParksReader().read(new Payload(body.getBytes(StandardCharsets.UTF_8), null), settings);
    }

    private static List<Listing> listings() {
        return CSV.rows().stream()
                .filter(Row.Read.class::isInstance)
                .map(row -> ((Row.Read) row).listing())
                .toList();
    }

    private static long count(Predicate<Listing> condition) {
        return listings().stream().filter(condition).count();
    }

    private static Map<String, Long> by(Function<Listing, String> part) {
        return listings().stream()
                .filter(listing -> part.apply(listing) != null)
                .collect(groupingBy(part, counting()));
    }

    private static Listing cancelled(String title) {
        return listings().stream()
                .filter(listing -> listing.title().contains(title) && "cancelled".equals(listing.scheduleStatus()))
                .findFirst()
                .orElseThrow();
    }

    private static Row.Read read(String externalId) {
        return JSON.rows().stream()
                .map(Row.Read.class::cast)
                .filter(row -> row.externalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }
}
