package app.godo.events.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.matching.Verdict.Band;
import app.godo.events.matching.Verdict.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

/** F-02: what is said of two Listings, and why. */
class JudgingTest {

    @Test
    void one_evening_told_by_two_sources_is_one_event() {
        var verdict = verdict(
                Sketch.of("dice:1", "Amber Kestrel, Nine Foxes & Low Tide").at("The Tin Whistle"),
                Sketch.of("jambase:1", "Amber Kestrel").at("Tin Whistle - New York"));

        assertEquals(Band.MERGE, verdict.band());
        assertEquals(
                List.of("title 50", "act 10", "place 30", "start 20"),
                verdict.terms().stream()
                        .map(term -> term.name() + " " + term.points())
                        .toList());
        assertEquals(
                "MERGE 110 = title +50 (100 % alike, 1.7 rare words), act +10 (one is on the other's bill),"
                        + " place +30 (100 % alike, distance unknown), start +20 (0 min apart)",
                verdict.explained());
    }

    @Test
    void the_order_of_the_two_does_not_matter() {
        var one = Sketch.of("dice:1", "Amber Kestrel Quintet").at("Tin Whistle").listing();
        var other = Sketch.of("jambase:1", "Amber Kestrel").at("Quarry").listing();
        var matching = Matching.of(List.of(one, other), List.of());

        assertEquals(matching.verdict("dice:1", "jambase:1"), matching.verdict("jambase:1", "dice:1"));
    }

    @ParameterizedTest
    @CsvSource({
        "SOLD OUT: Amber Kestrel, Amber Kestrel - New York",
        "CANCELED: Amber Kestrel, Amber Kestrel (21+)",
        "Amber Kestrel (No Children Under 4), The Amber Kestrel (NY)",
        "Ámber Kestrel&#39;s Night, Amber Kestrel’s Night",
        "Red Barons at Blue Hats, Blue Hats vs. Red Barons",
        "An Amber Kestrel Theatre Piece, Amber Kestrel: Theater Piece",
        "A.M.B. Kestrel, AMB Kestrel"
    })
    void a_title_is_the_same_however_it_is_dressed(String title, String other) {
        var verdict = verdict(
                Sketch.of("seatgeek:1", title).at("Tin Whistle"),
                Sketch.of("ticketmaster:1", other).at("Tin Whistle"));

        assertEquals(50, points(verdict, "title"));
        assertEquals(10, points(verdict, "act"));
    }

    @Test
    void what_many_titles_have_in_common_says_little() {
        var series = IntStream.range(0, 60)
                .mapToObj(i -> Sketch.of("parks:" + i, "Wiggle Giggle: Yard " + (char) ('A' + i % 26) + i)
                        .listing())
                .toList();
        var one = Sketch.of("a:1", "Wiggle Giggle: Thornbush").at("Thornbush Yard");
        var other = Sketch.of("b:1", "Wiggle Giggle: Marrowfield").at("Marrowfield Yard");

        var alone =
                Matching.of(List.of(one.listing(), other.listing()), List.of()).verdict("a:1", "b:1");
        var amongMany =
                Matching.of(List.of(one.listing(), other.listing()), series).verdict("a:1", "b:1");

        assertTrue(points(amongMany, "title") < points(alone, "title") - 10);
    }

    @Test
    void words_for_a_kind_of_event_make_no_two_the_same() {
        var verdict = verdict(
                Sketch.of("seatgeek:1", "Thornbush - The Musical")
                        .at("Marrow Theatre")
                        .north(0),
                Sketch.of("ticketmaster:1", "Kestrel: A New Musical")
                        .at("Quill Theatre")
                        .north(150));

        assertEquals(Band.SEPARATE, verdict.band());
    }

    @Test
    void a_title_that_repeats_the_venue_says_no_more_than_the_venue() {
        var verdict = verdict(
                Sketch.of("dice:1", "Trivia at Copper Kettle").at("Copper Kettle"),
                Sketch.of("jambase:1", "Football at Copper Kettle").at("Copper Kettle"));

        assertEquals(Band.REVIEW, verdict.band());
    }

    @ParameterizedTest
    @CsvSource({
        "Tin Whistle, Tin Whistle - Rooftop, 0, 30",
        "Tin Whistle, Tin Whistle, 8000, 20",
        "Main Pool (in Thornbush Park), Thornbush Park, 0, 30",
        "Corner Thornbush, Corner Marrow, 500, 0",
        "Park, Thornbush Park, 500, 0",
        "Thornbush Theatre, Marrow Theatre, 150, 15",
        "Thornbush Theatre, Marrow Theatre, 250, -20",
        "Thornbush Theatre, Marrow Theatre, 1001, -40",
        "Health Corner Thornbush, Health Corner Marrow, 5000, -20"
    })
    void a_place_is_a_name_and_a_point(String venue, String other, double metres, int points) {
        var verdict = verdict(
                Sketch.of("a:1", "Amber Kestrel").at(venue).north(0),
                Sketch.of("b:1", "Amber Kestrel").at(other).north(metres));

        assertEquals(points, points(verdict, "place"), verdict.explained());
        assertEquals(points == -40, verdict.vetoes().contains("another place"));
    }

    @Test
    void another_name_of_the_venue_is_as_good() {
        var verdict = verdict(
                Sketch.of("a:1", "Amber Kestrel").at("Rumpel Meadow").alsoKnownAs("Thornbush Stage"),
                Sketch.of("b:1", "Amber Kestrel").at("Thornbush Stage"));

        assertEquals(30, points(verdict, "place"));
    }

    @Test
    void where_only_a_borough_is_named_the_rest_has_to_agree() {
        var bill = Sketch.of("cityparks:1", "Amber Kestrel / Nine Foxes")
                .at("Brooklyn")
                .north(9000);

        assertEquals(
                Band.MERGE,
                verdict(
                                bill,
                                Sketch.of("jambase:1", "Nine Foxes")
                                        .at("Thornbush Meadow")
                                        .north(0))
                        .band());
        assertEquals(
                Band.REVIEW,
                verdict(
                                bill,
                                Sketch.of("jambase:1", "Nine Foxes")
                                        .at("Thornbush Meadow")
                                        .in("Queens"))
                        .band());
        assertEquals(
                Band.REVIEW,
                verdict(
                                bill,
                                Sketch.of("jambase:1", "Nine Foxes")
                                        .at("Thornbush Meadow")
                                        .on("2026-07-03T20:30"))
                        .band());
    }

    @Test
    void what_anybody_calls_an_evening_is_no_title() {
        var verdict = verdict(
                Sketch.of("a:1", "Open Mic").at("Brooklyn"),
                Sketch.of("b:1", "Open Mic").at("Quill Bar"));

        assertEquals(33, points(verdict, "title"));
        assertEquals(Band.REVIEW, verdict.band());
    }

    @Test
    void a_point_that_many_venues_claim_is_none() {
        var claimed = List.of(
                Sketch.of("tm:1", "Amber Kestrel")
                        .at("Thornbush Theatre")
                        .north(0)
                        .listing(),
                Sketch.of("tm:2", "Nine Foxes").at("Marrow Theatre").north(0).listing(),
                Sketch.of("tm:3", "Low Tide").at("Quill Theatre").north(0).listing(),
                Sketch.of("sg:1", "Amber Kestrel")
                        .at("Copper Theatre")
                        .north(10)
                        .listing());

        var verdict = Matching.of(claimed, List.of()).verdict("tm:1", "sg:1");

        assertEquals(List.of("another place"), verdict.vetoes());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-03T20:00, 20, MERGE",
        "2026-07-03T20:05, 20, MERGE",
        "2026-07-03T20:06, 10, MERGE",
        "2026-07-03T20:35, 10, MERGE",
        "2026-07-03T20:36, -10, REVIEW",
        "2026-07-03T21:15, -10, REVIEW",
        "2026-07-03T21:16, -20, SEPARATE",
        "2026-07-03T15:00, -20, SEPARATE",
        "2026-07-04T20:00, -20, SEPARATE",
        "2026-07-03T00:00, 0, MERGE",
        "2026-07-04T00:00, 0, SEPARATE"
    })
    void a_start_is_the_same_or_close_or_another(String start, int points, Band band) {
        var verdict = verdict(
                Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T20:00"),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on(start));

        assertEquals(points, points(verdict, "start"));
        assertEquals(band, verdict.band());
    }

    @Test
    void six_in_the_morning_may_be_six_in_the_evening() {
        var evening = Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T18:00");

        var morning = verdict(
                evening, Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T06:00"));
        var noonAndMidnight = verdict(
                Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T20:00"),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T08:00"));

        assertEquals(Band.REVIEW, morning.band());
        assertEquals(List.of("morning or evening"), morning.doubts());
        assertEquals(Band.SEPARATE, noonAndMidnight.band());
    }

    @Test
    void a_night_is_one_on_either_side_of_midnight() {
        var verdict = verdict(
                Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T23:45"),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-04T00:15"));

        assertEquals(Band.MERGE, verdict.band());
    }

    @ParameterizedTest
    @CsvSource({
        "Amber Kestrel (Early Show), Amber Kestrel (Late Show), another sitting",
        "Amber Kestrel: Matinee, Amber Kestrel: Evening, another sitting",
        "Amber Kestrel Session 1, Amber Kestrel - Session 2, another session",
        "Amber Kestrel Pt. 1, Amber Kestrel Part 2, another part",
        "Amber Kestrel Day 1, Amber Kestrel Day 2, another day",
        "Amber Kestrel Night 2, Amber Kestrel Second Night and Night 3, another night",
        "Amber Kestrel 1st Set, Amber Kestrel Second Set, another set",
        "Amber Kestrel Class C, Amber Kestrel Class D, another class",
        "Amber Kestrel Part II, Amber Kestrel Part III, another part",
        "Amber Kestrel 7pm, Amber Kestrel 9:30 PM, another clock"
    })
    void early_and_late_shows_are_never_one(String title, String other, String veto) {
        var verdict = verdict(
                Sketch.of("a:1", title).at("Tin Whistle"),
                Sketch.of("b:1", other).at("Tin Whistle").linked("https://example.org/x"));

        if (title.contains("Night 2")) {
            assertTrue(verdict.vetoes().isEmpty(), "both name the second");
        } else {
            assertEquals(List.of(veto), verdict.vetoes());
            assertEquals(Band.SEPARATE, verdict.band());
        }
    }

    @Test
    void a_mark_on_one_side_only_is_no_contradiction() {
        assertEquals(
                Band.MERGE,
                verdict(
                                Sketch.of("a:1", "Amber Kestrel (Early Show)").at("Tin Whistle"),
                                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle"))
                        .band());
    }

    @ParameterizedTest
    @CsvSource({
        "Amber Kestrel VIP Package",
        "Parking - Amber Kestrel",
        "Balcony Add-On: Amber Kestrel",
        "Amber Kestrel * Premium Seating *",
        "Stadium Tours - Amber Kestrel",
        "Rooftop Pass * Amber Kestrel"
    })
    void what_is_sold_beside_an_event_is_not_the_event(String product) {
        var verdict = verdict(
                Sketch.of("a:1", product).at("Tin Whistle"),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle"));

        assertEquals(List.of("another product"), verdict.vetoes());
    }

    @Test
    void a_concert_tour_is_no_product() {
        assertEquals(
                Band.MERGE,
                verdict(
                                Sketch.of("a:1", "Amber Kestrel: The Low Tide World Tour")
                                        .at("Tin Whistle"),
                                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle"))
                        .band());
    }

    @Test
    void other_numbers_are_for_a_person() {
        var verdict = verdict(
                Sketch.of("a:1", "Kestrel Run 5").at("Thornbush Park"),
                Sketch.of("b:1", "Kestrel Run 10").at("Thornbush Park"));

        assertEquals(List.of("other numbers"), verdict.doubts());
        assertEquals(Band.REVIEW, verdict.band());
    }

    @Test
    void one_source_does_not_give_two_starts_to_one_event() {
        var verdict = verdict(
                Sketch.of("a:1", "Lantern Walk").at("Thornbush Hill").on("2026-07-03T18:00"),
                Sketch.of("a:2", "Lantern Walk").at("Thornbush Hill").on("2026-07-03T18:30"));

        assertEquals(List.of("one source, two starts"), verdict.vetoes());
    }

    @Test
    void one_source_may_list_a_show_twice_under_nearly_one_title() {
        var once = Sketch.of("ticketmaster:1", "Thornbush").at("Marrow Theatre");

        assertEquals(
                Band.MERGE,
                verdict(
                                once,
                                Sketch.of("ticketmaster:2", "Thornbush - The Musical (NY)")
                                        .at("Marrow Theatre-NY"))
                        .band());
        var fuller = verdict(
                once, Sketch.of("ticketmaster:2", "Thornbush for Toddlers").at("Marrow Theatre"));
        assertEquals(List.of("one source, two titles"), fuller.doubts());
        assertEquals(23, points(fuller, "title"));
        assertEquals(
                List.of("one source, two titles"),
                verdict(
                                Sketch.of("bpl:1", "Take Away: Paper Kestrel Kits")
                                        .at("Marrow Library"),
                                Sketch.of("bpl:2", "Take Away: Paper Lantern Kits")
                                        .at("Marrow Library"))
                        .vetoes());
    }

    @Test
    void midnight_is_an_hour_too() {
        var verdict = verdict(
                Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-04T00:00"),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-03T23:30"));

        assertEquals(10, points(verdict, "start"));
        assertEquals(Band.MERGE, verdict.band());
    }

    @Test
    void the_same_page_speaks_for_it_but_not_against_a_veto() {
        var one = Sketch.of("a:1", "Kestrel Evening").at("Brooklyn").linked("http://www.kestrel.example/e/5/?utm=1");
        var other = Sketch.of("b:1", "Kestrel").at("Tin Whistle").linked("https://kestrel.example/E/5#top");

        assertEquals(20, points(verdict(one, other), "page"));
        assertEquals(Band.SEPARATE, verdict(one, other.on("2026-07-03T12:00")).band());
    }

    @Test
    void an_eventbrite_event_is_known_by_its_id() {
        var verdict = verdict(
                Sketch.of("a:1", "Kestrel").linked("https://www.eventbrite.com/e/kestrel-tickets-123456789?aff=x"),
                Sketch.of("b:1", "Kestrel").linked("https://www.eventbrite.co.uk/e/123456789"));

        assertEquals(20, points(verdict, "page"));
    }

    @Test
    void a_page_that_tells_of_many_events_is_none_of_theirs() {
        var calendar = List.of(
                Sketch.of("a:1", "Kestrel")
                        .linked("https://thornbush.example/calendar")
                        .listing(),
                Sketch.of("a:2", "Foxes")
                        .linked("https://thornbush.example/calendar")
                        .listing(),
                Sketch.of("a:3", "Low Tide")
                        .linked("https://thornbush.example/calendar")
                        .listing(),
                Sketch.of("b:1", "Kestrel")
                        .linked("https://thornbush.example/calendar")
                        .listing());

        assertFalse(has(Matching.of(calendar, List.of()).verdict("a:1", "b:1"), "page"));
    }

    @Test
    void performers_count_beside_the_title() {
        var gala = Sketch.of("a:1", "Thornbush Gala Nine Foxes").at("Brooklyn").by("Nine Foxes");

        assertEquals(10, points(verdict(gala, Sketch.of("b:1", "Nine Foxes").at("Thornbush Meadow")), "act"));
    }

    @Test
    void prices_tip_the_scales_only() {
        var cheap = Sketch.of("a:1", "Amber Kestrel").from(2000, 3000);

        assertEquals(5, points(verdict(cheap, Sketch.of("b:1", "Amber Kestrel").from(3000, null)), "price"));
        assertEquals(-5, points(verdict(cheap, Sketch.of("b:1", "Amber Kestrel").from(3001, null)), "price"));
        assertFalse(has(verdict(cheap, Sketch.of("b:1", "Amber Kestrel")), "price"));
    }

    /** A title that is whole but no act 50, next door 15, a close start 10; then five cents too many. */
    @Test
    void from_75_points_on_they_are_merged() {
        var one = Sketch.of("a:1", "Amber Kestrel").at("Thornbush").north(0).from(2000, null);
        var other = Sketch.of("b:1", "Amber Kestrel Quintet")
                .at("Marrow")
                .north(100)
                .on("2026-07-03T20:30");

        var at = verdict(one, other);
        var below = verdict(one, other.from(9000, null));

        assertEquals(75, at.score());
        assertEquals(Band.MERGE, at.band());
        assertEquals(70, below.score());
        assertEquals(Band.REVIEW, below.band());
    }

    /** A title that is whole but no act 50, neither place nor time; then five cents too many. */
    @Test
    void from_50_points_on_a_person_looks() {
        var one = Sketch.of("a:1", "Amber Kestrel").from(2000, null);
        var other = Sketch.of("b:1", "Amber Kestrel Quintet").someTime();

        var at = verdict(one, other);
        var below = verdict(one, other.from(9000, null));

        assertEquals(50, at.score());
        assertEquals(Band.REVIEW, at.band());
        assertEquals(45, below.score());
        assertEquals(Band.SEPARATE, below.band());
    }

    private static Verdict verdict(Sketch one, Sketch other) {
        var first = one.listing();
        var second = other.listing();
        return Matching.of(List.of(first, second), List.of()).verdict(first.key(), second.key());
    }

    private static int points(Verdict verdict, String name) {
        return verdict.terms().stream()
                .filter(term -> term.name().equals(name))
                .mapToInt(Term::points)
                .sum();
    }

    private static boolean has(Verdict verdict, String name) {
        return verdict.terms().stream().anyMatch(term -> term.name().equals(name));
    }
}
