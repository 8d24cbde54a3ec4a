package app.godo.reco.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

class ForestTest {

    private static final Forest.Settings SETTINGS = new Forest.Settings(20, 6, 0.7f, 1);

    private final SplittableRandom random = new SplittableRandom(5);
    private final float[] values = new float[3 * 2_000];
    private final float[] yes = new float[2_000];

    /** A yes where one of two is positive and the other is not, which no sum can say; the third says nothing. */
    ForestTest() {
        for (var row = 0; row < yes.length; row++) {
            for (var n = 0; n < 3; n++) {
                values[3 * row + n] = (float) random.nextDouble(-2, 2);
            }
            yes[row] = values[3 * row] > 0 ^ values[3 * row + 1] > 0 ? 1 : 0;
        }
    }

    @Test
    @DisplayName("R-REC-5: a random forest finds what no sum of features says")
    void learns_what_no_sum_says() {
        var forest = Forest.of(values, 3, yes, SETTINGS);

        assertTrue(forest.probability(new float[] {1, -1, 0}, 0) > 0.8);
        assertTrue(forest.probability(new float[] {0, -1, 1, 0}, 1) > 0.8);
        assertTrue(forest.probability(new float[] {1, 1, 0}, 0) < 0.2);
        assertTrue(forest.probability(new float[] {-1, -1, 0}, 0) < 0.2);
    }

    @Test
    void is_the_same_after_it_was_kept_and_when_it_is_grown_again() {
        var forest = Forest.of(values, 3, yes, SETTINGS);
        var kept = ByteBuffer.allocate(forest.bytes());
        forest.write(kept);

        assertEquals(0, kept.remaining());
        var read = Forest.read(kept.flip());
        var again = Forest.of(values, 3, yes, SETTINGS);
        for (var row = 0; row < 100; row++) {
            assertEquals(forest.probability(values, 3 * row), read.probability(values, 3 * row));
            assertEquals(forest.probability(values, 3 * row), again.probability(values, 3 * row));
        }
    }
}
