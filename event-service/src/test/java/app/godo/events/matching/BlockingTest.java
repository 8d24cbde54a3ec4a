package app.godo.events.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** Which Listings are compared at all. */
class BlockingTest {

    private static final Sketch KESTREL =
            Sketch.of("a:1", "Amber Kestrel").at("Tin Whistle").north(0);

    @Test
    void those_of_one_day_that_share_words_of_title_and_venue() {
        assertTrue(compared(KESTREL, Sketch.of("b:1", "Kestrel Trio").at("Whistle Rooftop")));
        assertFalse(compared(KESTREL, Sketch.of("b:1", "Kestrel Trio").at("Quill Rooftop")));
        assertFalse(compared(KESTREL, Sketch.of("b:1", "Low Tide").at("Tin Whistle")));
        assertFalse(compared(
                KESTREL, Sketch.of("b:1", "Amber Kestrel").at("Tin Whistle").on("2026-07-04T20:00")));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "50", "100", "150", "199", "-1", "-199"})
    void those_within_200_m(double metres) {
        assertTrue(
                compared(KESTREL, Sketch.of("b:1", "Amber Kestrel").at("Quill").north(metres)));
    }

    @Test
    void not_those_a_kilometre_apart() {
        assertFalse(
                compared(KESTREL, Sketch.of("b:1", "Amber Kestrel").at("Quill").north(1000)));
    }

    @Test
    void those_that_name_no_venue() {
        assertTrue(compared(KESTREL, Sketch.of("b:1", "Amber Kestrel").at("Brooklyn")));
        assertTrue(compared(
                Sketch.of("a:1", "Amber Kestrel").at("Brooklyn"),
                Sketch.of("b:1", "Amber Kestrel").at("Queens")));
    }

    @Test
    void those_on_either_side_of_midnight() {
        assertTrue(compared(
                Sketch.of("a:1", "Amber Kestrel").at("Quill").on("2026-07-03T23:30"),
                Sketch.of("b:1", "Amber Kestrel").at("Quill").on("2026-07-04T00:15")));
    }

    @Test
    void those_that_share_a_page() {
        assertTrue(compared(
                Sketch.of("a:1", "Amber Kestrel").at("Quill").linked("https://kestrel.example/5"),
                Sketch.of("b:1", "Night of birds").at("Tin Whistle").linked("https://kestrel.example/5")));
    }

    /** A hundred million comparisons otherwise. */
    @Test
    void a_source_that_lists_one_title_ten_thousand_times_costs_nothing() {
        var listings = new ArrayList<Listing>();
        for (var i = 0; i < 10_000; i++) {
            listings.add(Sketch.of("a:" + i, "Story time for all")
                    .at("Tin Whistle")
                    .north(0)
                    .listing());
        }
        listings.add(Sketch.of("b:1", "Amber Kestrel Story")
                .at("Tin Whistle")
                .north(0)
                .listing());
        listings.add(Sketch.of("c:1", "Amber Kestrel Story")
                .at("Tin Whistle")
                .north(0)
                .listing());

        assertEquals(1, compared(listings));
    }

    private static boolean compared(Sketch one, Sketch other) {
        return compared(List.of(one.listing(), other.listing())) == 1;
    }

    private static int compared(List<Listing> listings) {
        var all = listings.stream().map(Traits::of).toList();
        return Blocking.of(all, Background.of(all)).size();
    }
}
