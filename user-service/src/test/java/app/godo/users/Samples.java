package app.godo.users;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * How long two requests take, two hundred of each in turn: which of a pair comes first is drawn by lot, so that what the one leaves
 * to be done does not always slow the other.
 *
 * @param one nanoseconds of each
 * @param other the same
 */
public record Samples(long[] one, long[] other) {

    private static final int OF_EACH = 200;
    private static final Duration TOLD_APART = Duration.ofMillis(5);

    public static Samples of(Supplier<?> one, Supplier<?> other) {
        var samples = new Samples(new long[OF_EACH], new long[OF_EACH]);
        for (var pair = 0; pair < OF_EACH; pair++) {
            if (ThreadLocalRandom.current().nextBoolean()) {
                samples.one[pair] = time(one);
                samples.other[pair] = time(other);
            } else {
                samples.other[pair] = time(other);
                samples.one[pair] = time(one);
            }
        }
        return samples;
    }

    /** Nobody tells them apart by their medians. */
    public void areAlike() {
        assertThat(Math.abs(median(one) - median(other)), lessThan(TOLD_APART.toNanos()));
    }

    private static long median(long[] samples) {
        var sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long time(Supplier<?> request) {
        var start = System.nanoTime();
        request.get();
        return System.nanoTime() - start;
    }
}
