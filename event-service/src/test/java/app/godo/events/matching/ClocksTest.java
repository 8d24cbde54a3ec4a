package app.godo.events.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.matching.Verdict.Band;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whose times are wrong is learned from what others list. */
class ClocksTest {

    private static final List<String> NAMES =
            List.of("Amber Kestrel", "Nine Foxes", "Low Tide", "Copper Quill", "Marrow Thorn", "Paper Boats");

    @Test
    void a_source_that_is_always_four_hours_early_is_set_right() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 3; i++) {
            listings.add(listed("ra", i, "18:00"));
            listings.add(listed("seatgeek", i, "22:00"));
        }
        var matching = Matching.of(listings, List.of());

        assertEquals(Map.of("ra", Duration.ofHours(4)), matching.clocks());
        assertEquals(Band.MERGE, matching.verdict("ra:0", "seatgeek:0").band());
    }

    @Test
    void the_hour_of_a_merged_event_is_not_taken_from_a_wrong_clock() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 3; i++) {
            listings.add(listed("a_ra", i, "18:00"));
            listings.add(listed("jambase", i, "22:00"));
            listings.add(listed("spare", i, "22:00"));
        }

        var merge =
                Matching.of(listings, List.of()).result(Rulings.NONE).merges().getFirst();

        assertEquals(List.of("a_ra:0", "jambase:0", "spare:0"), merge.members());
        assertEquals("jambase:0", merge.provenance().get(Aspect.TIME));
        assertEquals("a_ra:0", merge.provenance().get(Aspect.TITLE));
    }

    @Test
    void the_one_whom_more_contradict_is_wrong() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 6; i++) {
            listings.add(listed("ra", i, "18:00"));
            listings.add(listed(i < 3 ? "dice" : "jambase", i, "22:00"));
        }

        assertEquals(
                Map.of("ra", Duration.ofHours(4)),
                Matching.of(listings, List.of()).clocks());
    }

    @Test
    void two_are_no_proof() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 2; i++) {
            listings.add(listed("ra", i, "18:00"));
            listings.add(listed("dice", i, "22:00"));
        }

        assertEquals(Map.of(), Matching.of(listings, List.of()).clocks());
    }

    @Test
    void matinees_are_no_slip() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 6; i++) {
            listings.add(listed("seatgeek", i, "14:00"));
            listings.add(listed("ticketmaster", i, "19:00"));
            listings.add(listed("seatgeek", i + 10, "19:00"));
        }

        assertEquals(Map.of(), Matching.of(listings, List.of()).clocks());
    }

    @Test
    void a_background_knows_clocks_too() {
        var background = new ArrayList<Listing>();
        for (var i = 0; i < 3; i++) {
            background.add(listed("ra", i, "18:00"));
            background.add(listed("dice", i, "22:00"));
        }
        var tonight = List.of(listed("ra", 4, "17:00"), listed("dice", 4, "21:00"));

        assertEquals(
                Band.SEPARATE,
                Matching.of(tonight, List.of()).verdict("ra:4", "dice:4").band());
        assertEquals(
                Band.MERGE,
                Matching.of(tonight, background).verdict("ra:4", "dice:4").band());
    }

    private static Listing listed(String source, int name, String time) {
        return Sketch.of(source + ":" + name, NAMES.get(name % 10))
                .at("Tin Whistle")
                .on(LocalDateTime.parse("2026-07-03T" + time).toString())
                .listing();
    }
}
