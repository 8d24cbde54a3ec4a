package app.godo.reco.models;

import java.util.Arrays;

/**
 * Rows of features, each feature cut at quantiles into at most {@value #BINS} bins, for trees to be grown on. What is unknown is
 * NaN and falls in the first bin.
 */
final class BinnedRows {

    static final int BINS = 64;

    final int rows;
    final int features;
    /** By feature, then by row. */
    final byte[][] bins;
    /** By feature: bin b holds what is at most {@code edges[b]} and more than the edge before. */
    final float[][] edges;

    /** @param values row after row, {@code features} each */
    BinnedRows(float[] values, int features) {
        this.features = features;
        this.rows = values.length / features;
        this.bins = new byte[features][rows];
        this.edges = new float[features][];
        Workers.each(features, feature -> {
            edges[feature] = edges(values, feature);
            for (var row = 0; row < rows; row++) {
                bins[feature][row] = (byte) bin(edges[feature], values[row * features + feature]);
            }
        });
    }

    private float[] edges(float[] values, int feature) {
        var step = Math.max(1, rows / 20_000);
        var sample = new float[(rows + step - 1) / step];
        var size = 0;
        for (var row = 0; row < rows; row += step) {
            var value = values[row * features + feature];
            if (!Float.isNaN(value)) {
                sample[size++] = value;
            }
        }
        sample = Arrays.copyOf(sample, size);
        Arrays.sort(sample);
        var distinct = new float[size];
        var count = 0;
        for (var n = 0; n < size; n++) {
            if (n == 0 || sample[n] != sample[n - 1]) {
                distinct[count++] = sample[n];
            }
        }
        if (count <= BINS - 1) {
            return middles(distinct, count);
        }
        var cuts = new float[BINS];
        var made = 0;
        for (var bin = 1; bin < BINS; bin++) {
            var cut = sample[(int) ((long) bin * size / BINS)];
            if (made == 0 || cut > cuts[made - 1]) {
                cuts[made++] = cut;
            }
        }
        return Arrays.copyOf(cuts, made);
    }

    private static float[] middles(float[] distinct, int count) {
        var cuts = new float[Math.max(0, count - 1)];
        for (var n = 0; n + 1 < count; n++) {
            cuts[n] = (distinct[n] + distinct[n + 1]) / 2;
        }
        return cuts;
    }

    static int bin(float[] edges, float value) {
        if (Float.isNaN(value)) {
            return 0;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (edges[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
