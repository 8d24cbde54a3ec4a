package app.godo.reco.tastes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.facts.Direction;
import org.junit.jupiter.api.Test;

import java.util.Random;

class TallyTest {

    @Test
    void tallies_add_up_in_one_number_without_touching_one_another() {
        var random = new Random(3);
        var sum = Tally.NONE;
        var packed = 0L;
        for (var i = 0; i < 100_000; i++) {
            var swipe = Tally.of(Direction.values()[random.nextInt(4)]);
            sum = sum.plus(swipe);
            packed += swipe.packed();
            assertEquals(sum, Tally.unpacked(packed));
        }
    }

    @Test
    void what_was_added_can_be_taken_out_again() {
        for (var left : new int[] {1, 7, 900_000}) {
            var sum = left * Tally.of(Direction.LEFT).packed();
            var changedMind = sum
                    - Tally.of(Direction.LEFT).packed()
                    + Tally.of(Direction.RIGHT).packed();
            assertEquals(new Tally(-2 * (left - 1) + 4, 1, left), Tally.unpacked(changedMind));
        }
    }

    @Test
    void right_says_more_than_up_than_down_and_left_is_against() {
        assertTrue(Tally.of(Direction.RIGHT).score() > Tally.of(Direction.UP).score());
        assertTrue(Tally.of(Direction.UP).score() > Tally.of(Direction.DOWN).score());
        assertTrue(Tally.of(Direction.DOWN).score() > 0);
        assertTrue(Tally.of(Direction.LEFT).score() < 0);
    }
}
