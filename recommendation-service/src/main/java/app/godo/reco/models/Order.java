package app.godo.reco.models;

import java.util.Arrays;

/** Orders by score, best first, the lower number first among equals. */
public final class Order {

    private Order() {}

    /** The places of the largest scores, at most {@code count}. */
    public static int[] best(double[] scores, int count) {
        var keys = new long[scores.length];
        for (var n = 0; n < keys.length; n++) {
            keys[n] = key((float) scores[n], n);
        }
        return first(keys, count);
    }

    public static int[] best(float[] scores, int count) {
        var keys = new long[scores.length];
        for (var n = 0; n < keys.length; n++) {
            keys[n] = key(scores[n], n);
        }
        return first(keys, count);
    }

    /** Sorts like the score falling, then the place rising. */
    private static long key(float score, int place) {
        var bits = Float.floatToIntBits(score + 0f);
        var rising = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
        return (long) ~rising << 32 | place;
    }

    private static int[] first(long[] keys, int count) {
        if (count < keys.length / 8) {
            keys = smallest(keys, count);
        }
        Arrays.sort(keys);
        var best = new int[Math.min(count, keys.length)];
        for (var n = 0; n < best.length; n++) {
            best[n] = (int) keys[n];
        }
        return best;
    }

    /** A heap of the smallest, its largest on top. */
    private static long[] smallest(long[] keys, int count) {
        var heap = Arrays.copyOf(keys, count);
        for (var n = count / 2 - 1; n >= 0; n--) {
            sink(heap, n);
        }
        for (var n = count; n < keys.length; n++) {
            if (count > 0 && keys[n] < heap[0]) {
                heap[0] = keys[n];
                sink(heap, 0);
            }
        }
        return heap;
    }

    private static void sink(long[] heap, int from) {
        var at = from;
        while (true) {
            var child = 2 * at + 1;
            if (child >= heap.length) {
                return;
            }
            if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= heap[at]) {
                return;
            }
            var swapped = heap[at];
            heap[at] = heap[child];
            heap[child] = swapped;
            at = child;
        }
    }
}
