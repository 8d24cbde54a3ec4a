package app.godo.events.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.events.matching.Matching.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** F-02: which Listings become one Event, from where its fields come, and how that is undone. */
class GroupingTest {

    private static final Listing SELLER = Sketch.of("ticketmaster:1", "Amber Kestrel with Nine Foxes")
            .at("Tin Whistle")
            .from(3500, 4500)
            .telling(Aspect.PLACE, 2)
            .telling(Aspect.LINK, 1)
            .listing();
    private static final Listing HOUSE = Sketch.of("ical:1", "Amber Kestrel")
            .at("The Tin Whistle")
            .until("2026-07-03T23:00")
            .telling(Aspect.TIME, 2)
            .telling(Aspect.PLACE, 4)
            .telling(Aspect.DESCRIPTION, 1)
            .telling(Aspect.LINK, 1)
            .listing();
    private static final Listing AGGREGATOR = Sketch.of("jambase:1", "Amber Kestrel")
            .at("Tin Whistle NYC")
            .telling(Aspect.IMAGE, 1)
            .telling(Aspect.PLACE, 6)
            .listing();

    @Test
    void three_who_tell_of_one_evening_make_one_event() {
        var result = match(SELLER, HOUSE, AGGREGATOR);

        assertEquals(List.of(List.of("ical:1", "jambase:1", "ticketmaster:1")), members(result));
        assertEquals(3, result.merges().getFirst().because().size());
    }

    @Test
    void each_aspect_is_taken_from_who_knows_best() {
        assertEquals(
                Map.of(
                        Aspect.TITLE, "ical:1",
                        Aspect.DESCRIPTION, "ical:1",
                        Aspect.TIME, "ical:1",
                        Aspect.PLACE, "ical:1",
                        Aspect.PRICE, "ticketmaster:1",
                        Aspect.LINK, "ticketmaster:1",
                        Aspect.IMAGE, "jambase:1"),
                match(SELLER, HOUSE, AGGREGATOR).merges().getFirst().provenance());
    }

    @Test
    void who_knows_best_goes_by_the_kind_of_the_source_and_not_by_its_name() {
        var house = Sketch.of("the_tin_whistle:1", "Amber Kestrel").at("Tin Whistle");
        var others = List.of(SELLER, AGGREGATOR);

        assertEquals("the_tin_whistle:1", titleFrom(others, house.readAs("ical").listing()));
        assertEquals(
                "the_tin_whistle:1", titleFrom(others, house.readAs("jsonld").listing()));
        assertEquals("ticketmaster:1", titleFrom(others, house.readAs("rss").listing()));
    }

    @Test
    void who_lists_it_no_more_is_asked_for_nothing() {
        var gone = Sketch.of("ical:2", "Amber Kestrel").at("Tin Whistle").prospect(Prospect.VANISHED);

        var provenance = match(SELLER, gone.listing()).merges().getFirst().provenance();

        assertEquals("ticketmaster:1", provenance.get(Aspect.TITLE));
        assertEquals("ticketmaster:1", provenance.get(Aspect.TIME));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ical         | TAKES_PLACE | jambase    | CALLED_OFF  | ical
            ical         | TAKES_PLACE | ticketmaster | CALLED_OFF | ical
            ical         | CALLED_OFF  | jambase    | TAKES_PLACE | ical
            ical         | SILENT      | jambase    | CALLED_OFF  | jambase
            ical         | VANISHED    | jambase    | TAKES_PLACE | jambase
            dice         | TAKES_PLACE | seatgeek   | CALLED_OFF  | seatgeek
            dice         | CALLED_OFF  | seatgeek   | TAKES_PLACE | dice
            """)
    void whether_it_takes_place_is_believed_of_who_says_so_and_is_nearest(
            String one, Prospect said, String other, Prospect contradicted, String believed) {
        var merge = match(
                        Sketch.of(one + ":1", "Amber Kestrel")
                                .at("Tin Whistle")
                                .prospect(said)
                                .listing(),
                        Sketch.of(other + ":1", "Amber Kestrel")
                                .at("Tin Whistle")
                                .prospect(contradicted)
                                .listing())
                .merges()
                .getFirst();

        assertEquals(believed + ":1", merge.provenance().get(Aspect.STATUS));
    }

    private static String titleFrom(List<Listing> others, Listing another) {
        return match(Stream.concat(others.stream(), Stream.of(another)).toArray(Listing[]::new))
                .merges()
                .getFirst()
                .provenance()
                .get(Aspect.TITLE);
    }

    @Test
    void among_equals_who_tells_more_is_believed() {
        var terse = Sketch.of("dice:1", "Amber Kestrel").at("Tin Whistle").telling(Aspect.PLACE, 1);
        var full = Sketch.of("seatgeek:1", "Amber Kestrel").at("Tin Whistle").telling(Aspect.PLACE, 3);

        var provenance =
                match(terse.listing(), full.listing()).merges().getFirst().provenance();

        assertEquals("seatgeek:1", provenance.get(Aspect.PLACE));
        assertEquals("dice:1", provenance.get(Aspect.TITLE));
    }

    @Test
    void who_names_no_venue_and_no_hour_is_not_asked_for_them() {
        var vague = Sketch.of("cityparks:1", "Amber Kestrel / Nine Foxes")
                .at("Brooklyn")
                .telling(Aspect.PLACE, 5);
        var midnight = Sketch.of("nyc_parks:1", "Amber Kestrel")
                .at("Thornbush Meadow")
                .on("2026-07-03T00:00")
                .telling(Aspect.PLACE, 1);
        var exact =
                Sketch.of("jambase:1", "Amber Kestrel").at("Thornbush Meadow").telling(Aspect.PLACE, 1);

        var provenance = match(vague.listing(), midnight.listing(), exact.listing())
                .merges()
                .getFirst()
                .provenance();

        assertEquals("nyc_parks:1", provenance.get(Aspect.PLACE));
        assertEquals("cityparks:1", provenance.get(Aspect.TIME));
    }

    @Test
    void an_evening_without_a_venue_does_not_make_two_places_one() {
        var result = match(
                Sketch.of("cityparks:1", "Amber Kestrel").at("Brooklyn").listing(),
                Sketch.of("jambase:1", "Amber Kestrel").at("Thornbush Meadow").listing(),
                Sketch.of("dice:1", "Amber Kestrel").at("Marrow Hall").listing());

        assertEquals(List.of(List.of("cityparks:1", "dice:1"), List.of("jambase:1")), members(result));
        assertEquals(
                List.of(Pair.of("cityparks:1", "jambase:1")),
                result.refused().stream().map(Verdict::pair).toList());
    }

    @Test
    void a_start_does_not_drift_through_a_chain() {
        var result = match(
                Sketch.of("a:1", "Amber Kestrel")
                        .at("Tin Whistle")
                        .on("2026-07-03T19:00")
                        .listing(),
                Sketch.of("b:1", "Amber Kestrel")
                        .at("Tin Whistle")
                        .on("2026-07-03T19:30")
                        .listing(),
                Sketch.of("c:1", "Amber Kestrel")
                        .at("Tin Whistle")
                        .on("2026-07-03T20:00")
                        .listing());

        assertEquals(List.of(List.of("a:1", "b:1"), List.of("c:1")), members(result));
    }

    @Test
    void early_and_late_shows_do_not_meet_through_a_third() {
        var result = match(
                Sketch.of("a:1", "Amber Kestrel (Early Show)").at("Tin Whistle").listing(),
                Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").listing(),
                Sketch.of("c:1", "Amber Kestrel (Late Show)").at("Tin Whistle").listing());

        assertEquals(List.of(List.of("a:1", "b:1"), List.of("c:1")), members(result));
    }

    @Test
    void the_surest_are_joined_first() {
        var result = match(
                Sketch.of("a:1", "Lantern Walk")
                        .at("Thornbush Hill")
                        .on("2026-07-03T18:00")
                        .listing(),
                Sketch.of("a:2", "Lantern Walk")
                        .at("Thornbush Hill")
                        .on("2026-07-03T18:30")
                        .listing(),
                Sketch.of("b:1", "Lantern Walk")
                        .at("Thornbush Hill")
                        .on("2026-07-03T18:30")
                        .listing());

        assertEquals(List.of(List.of("a:1"), List.of("a:2", "b:1")), members(result));
    }

    @Test
    void any_order_gives_the_same_answer() {
        var listings = new ArrayList<>(List.of(SELLER, HOUSE, AGGREGATOR));
        for (var i = 0; i < 40; i++) {
            listings.add(Sketch.of("a:" + i, "Kestrel Fox Tide " + i % 7)
                    .at("Hall " + i % 3)
                    .on("2026-07-03T1" + i % 5 + ":00")
                    .listing());
            listings.add(
                    Sketch.of("b:" + i, "Kestrel Fox " + i % 5).at("Brooklyn").listing());
        }
        var expected = Matching.of(listings, List.of()).result(Rulings.NONE);

        for (var seed = 0; seed < 5; seed++) {
            Collections.shuffle(listings, new Random(seed));
            assertEquals(expected, Matching.of(listings, List.of()).result(Rulings.NONE));
        }
        assertTrue(expected.merges().stream().anyMatch(merge -> merge.members().size() > 1));
    }

    @Test
    void a_listing_told_anew_counts_as_it_is_now() {
        var moved = Sketch.of("jambase:1", "Amber Kestrel")
                .at("Tin Whistle")
                .on("2026-07-05T20:00")
                .listing();

        assertEquals(
                List.of(List.of("ical:1", "ticketmaster:1"), List.of("jambase:1")),
                members(match(SELLER, HOUSE, AGGREGATOR, moved)));
    }

    @Test
    void undoing_a_merge_leaves_what_would_be_without_it() {
        var matching = Matching.of(List.of(SELLER, HOUSE, AGGREGATOR), List.of());
        var merge = matching.result(Rulings.NONE).merges().getFirst();

        var rulings = Rulings.NONE.partedFrom("ical:1", merge.members());
        var undone = matching.result(rulings);

        var apart = new ArrayList<Merge>();
        apart.addAll(match(HOUSE).merges());
        apart.addAll(match(SELLER, AGGREGATOR).merges());
        assertEquals(members(apart), members(undone));
        assertEquals(provenances(apart), provenances(undone.merges()));
        assertTrue(undone.review().isEmpty() && undone.refused().isEmpty(), "nobody is asked again");
    }

    @Test
    void an_undone_merge_can_be_done_again() {
        var matching = Matching.of(List.of(SELLER, HOUSE, AGGREGATOR), List.of());
        var before = matching.result(Rulings.NONE);

        var again = Rulings.NONE
                .partedFrom("ical:1", List.of("ical:1", "jambase:1", "ticketmaster:1"))
                .joined(Pair.of("ical:1", "jambase:1"))
                .joined(Pair.of("ical:1", "ticketmaster:1"));

        assertEquals(members(before), members(matching.result(again)));
    }

    @Test
    void a_person_may_join_what_no_score_would() {
        var one = Sketch.of("a:1", "Paper Boats").at("Thornbush Hall").listing();
        var other = Sketch.of("b:1", "Kids craft hour").at("Marrow Hall").listing();
        var matching = Matching.of(List.of(one, other), List.of());

        var joined = matching.result(Rulings.NONE.joined(Pair.of("b:1", "a:1")));

        assertEquals(List.of(List.of("a:1", "b:1")), members(joined));
        assertEquals(2, matching.result(Rulings.NONE).merges().size());
    }

    @Test
    void rulings_do_not_contradict_themselves() {
        var pair = Pair.of("a:1", "b:1");

        assertThrows(IllegalArgumentException.class, () -> new Rulings(Set.of(pair), Set.of(pair)));
    }

    @Test
    void every_aspect_has_fields_and_no_field_has_two() {
        var fields = Arrays.stream(Aspect.values())
                .flatMap(aspect -> aspect.fields().stream())
                .toList();

        assertEquals(fields.size(), Set.copyOf(fields).size());
    }

    private static Result match(Listing... listings) {
        return Matching.of(List.of(listings), List.of()).result(Rulings.NONE);
    }

    private static List<List<String>> members(Result result) {
        return members(result.merges());
    }

    private static List<List<String>> members(List<Merge> merges) {
        return merges.stream().map(Merge::members).toList();
    }

    private static List<Map<Aspect, String>> provenances(List<Merge> merges) {
        return merges.stream().map(Merge::provenance).toList();
    }
}
