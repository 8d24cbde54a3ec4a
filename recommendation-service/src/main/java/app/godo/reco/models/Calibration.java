package app.godo.reco.models;

import java.util.Arrays;

/**
 * From a score to a probability: Platt's line through the log odds, fitted by Newton's method with his targets (Platt 1999), so
 * that a few judgements do not make a certainty.
 */
public final class Calibration {

    private final double slope;
    private final double offset;

    private Calibration(double slope, double offset) {
        this.slope = slope;
        this.offset = offset;
    }

    /** @param scores log odds, or anything that rises with them */
    public static Calibration of(double[] scores, float[] yes) {
        var positives = 0.0;
        for (var y : yes) {
            positives += y;
        }
        var negatives = yes.length - positives;
        var high = (positives + 1) / (positives + 2);
        var low = 1 / (negatives + 2);
        var a = 1.0;
        var b = 0.0;
        for (var round = 0; round < 50; round++) {
            double ga = 0, gb = 0, haa = 1e-9, hab = 0, hbb = 1e-9;
            for (var n = 0; n < scores.length; n++) {
                var p = 1 / (1 + Math.exp(-(a * scores[n] + b)));
                var off = (yes[n] > 0.5 ? high : low) - p;
                var h = p * (1 - p);
                ga += off * scores[n];
                gb += off;
                haa += h * scores[n] * scores[n];
                hab += h * scores[n];
                hbb += h;
            }
            var determinant = haa * hbb - hab * hab;
            if (determinant < 1e-12) {
                break;
            }
            var da = (hbb * ga - hab * gb) / determinant;
            var db = (haa * gb - hab * ga) / determinant;
            a += Math.clamp(da, -2, 2);
            b += Math.clamp(db, -2, 2);
            if (Math.abs(da) + Math.abs(db) < 1e-7) {
                break;
            }
        }
        return new Calibration(a, b);
    }

    /** What one of score is worth, in log-odds. */
    public double slope() {
        return slope;
    }

    /** The log-odds of no score. */
    public double offset() {
        return offset;
    }

    public double probability(double score) {
        return 1 / (1 + Math.exp(-(slope * score + offset)));
    }

    /** The mean of -log of the probability that was given to what happened. */
    public static double logLoss(double[] probabilities, float[] yes) {
        var sum = 0.0;
        for (var n = 0; n < yes.length; n++) {
            var p = Math.clamp(probabilities[n], 1e-6, 1 - 1e-6);
            sum -= yes[n] > 0.5 ? Math.log(p) : Math.log(1 - p);
        }
        return sum / Math.max(1, yes.length);
    }

    /** How far, on average, probabilities are from what happened: in ten parts as wide as one another. */
    public static double error(double[] probabilities, float[] yes) {
        var expected = new double[10];
        var happened = new double[10];
        for (var n = 0; n < yes.length; n++) {
            var part = Math.min(9, (int) (10 * probabilities[n]));
            expected[part] += probabilities[n];
            happened[part] += yes[n];
        }
        var off = 0.0;
        for (var part = 0; part < 10; part++) {
            off += Math.abs(expected[part] - happened[part]);
        }
        return off / Math.max(1, yes.length);
    }

    /** The probability that a yes has the higher score than a no; equal ones count half. */
    public static double auc(double[] scores, float[] yes) {
        var order = new Integer[scores.length];
        Arrays.setAll(order, n -> n);
        Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
        var ranks = 0.0;
        var positives = 0.0;
        for (var from = 0; from < order.length; ) {
            var to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            for (var n = from; n < to; n++) {
                if (yes[order[n]] > 0.5) {
                    ranks += (from + to + 1) / 2.0;
                    positives++;
                }
            }
            from = to;
        }
        var negatives = order.length - positives;
        return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
