package app.godo.reco.models;

import java.util.Arrays;

/** Sums and counts by a number, in two open arrays: what {@code HashMap<Long, double[]>} would hold in a fifth of the memory. */
public final class LongTally {

    private static final long FREE = Long.MIN_VALUE;

    private long[] keys = new long[1024];
    private float[] sums = new float[1024];
    private float[] counts = new float[1024];
    private int size;

    public LongTally() {
        Arrays.fill(keys, FREE);
    }

    public void add(long key, float value, float weight) {
        if (size * 2 > keys.length) {
            grow();
        }
        var at = find(key);
        if (keys[at] == FREE) {
            keys[at] = key;
            size++;
        }
        sums[at] += weight * value;
        counts[at] += weight;
    }

    public float sum(long key) {
        return sums[find(key)];
    }

    public float count(long key) {
        return counts[find(key)];
    }

    private int find(long key) {
        var mixed = key * 0x9E3779B97F4A7C15L;
        var at = (int) (mixed >>> 32) & keys.length - 1;
        while (keys[at] != FREE && keys[at] != key) {
            at = at + 1 & keys.length - 1;
        }
        return at;
    }

    private void grow() {
        var oldKeys = keys;
        var oldSums = sums;
        var oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        sums = new float[keys.length];
        counts = new float[keys.length];
        Arrays.fill(keys, FREE);
        for (var n = 0; n < oldKeys.length; n++) {
            if (oldKeys[n] != FREE) {
                var at = find(oldKeys[n]);
                keys[at] = oldKeys[n];
                sums[at] = oldSums[n];
                counts[at] = oldCounts[n];
            }
        }
    }
}
