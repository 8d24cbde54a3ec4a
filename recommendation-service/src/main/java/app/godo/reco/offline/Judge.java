package app.godo.reco.offline;

import app.godo.reco.models.Calibration;
import app.godo.reco.models.Logistic;
import app.godo.reco.models.Trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How likely a yes is for each row that is asked. Every judged row gets its features from rows of other folds only, of earlier
 * ones where what is asked comes later; then an additive model, boosted trees and a forest learn from them, mixed by the least
 * log-loss on what was kept back.
 */
final class Judge {

    private static final int FOLDS = 5;
    private static final int STRETCHES = 10;
    /** The first stretches have too little before them to be learned from. */
    private static final int FIRST = 2;

    private static final int KEPT = 2;
    private static final int SHARES = 4;

    private final JudgedRows rows;
    private final int[] fold;
    private final boolean later;
    private final int folds;

    Judge(JudgedRows rows) {
        this.rows = rows;
        this.later = rows.later();
        this.folds = later ? STRETCHES : FOLDS;
        this.fold = new int[rows.told().size()];
        if (later) {
            var time = rows.told().time();
            var sorted = IntStream.range(0, fold.length)
                    .boxed()
                    .sorted((a, b) -> Long.compare(time[a], time[b]))
                    .toList();
            for (var place = 0; place < fold.length; place++) {
                fold[sorted.get(place)] = (int) ((long) place * folds / fold.length);
            }
        } else {
            var random = new Random(5);
            Arrays.setAll(fold, _ -> random.nextInt(folds));
        }
    }

    private interface Learner {
        /** Like the logarithm of the odds. */
        double score(float[] values, int from);
    }

    /** Rows with what was said of them. */
    private record Taught(float[] values, int width, float[] yes) {

        private List<Learner> learners(double[] shares) {
            List<Learner> learners = new ArrayList<>();
            learners.add(shares[0] > 0 ? Logistic.of(values, width, yes, 10)::score : (_, _) -> 0);
            learners.add(shares[1] > 0 ? Trees.boosted(values, width, yes, boosted())::score : (_, _) -> 0);
            learners.add(shares[2] > 0 ? forest() : (_, _) -> 0);
            return learners;
        }

        private Trees.Settings boosted() {
            return yes.length > 5000
                    ? new Trees.Settings(yes.length > 20_000 ? 250 : 150, 16, 0.05, 5, 5, 0.6, 0.3, 1)
                    : new Trees.Settings(150, 6, 0.04, 5, 5, 0.6, 0.3, 1);
        }

        private Learner forest() {
            var leaves = Math.clamp(yes.length / 30, 32, 512);
            var forest = Trees.forest(values, width, yes, new Trees.Settings(100, leaves, 1, 5, 2, 0.7, 0.2, 2));
            return (row, from) -> {
                var p = Math.clamp(forest.score(row, from), 0.003, 0.997);
                return Math.log(p / (1 - p));
            };
        }
    }

    private record Mixture(double[] shares, Calibration calibration, double logLoss) {}

    double[] probabilities() {
        var told = rows.told();
        var from = later ? FIRST : 0;
        float[] values = null;
        var width = 0;
        for (var f = from; f < folds; f++) {
            var now = f;
            var evidence = new Evidence(rows, which(n -> later ? fold[n] < now : fold[n] != now));
            var own = which(n -> fold[n] == now);
            width = evidence.size();
            if (values == null) {
                values = new float[told.size() * width];
            }
            var made = evidence.features(told, own, 0);
            for (var n = 0; n < own.length; n++) {
                System.arraycopy(made, n * width, values, own[n] * width, width);
            }
        }
        var mixture = mixture(values, width);
        var learners = taught(values, width, n -> fold[n] >= from).learners(mixture.shares);
        var asked = rows.asked();
        var last = new Evidence(rows, which(_ -> true))
                .features(asked, IntStream.range(0, asked.size()).toArray(), told.size());
        var wide = width;
        return IntStream.range(0, asked.size())
                .mapToDouble(n -> mixture.calibration.probability(mixed(
                        mixture.shares,
                        learners.stream()
                                .mapToDouble(l -> l.score(last, n * wide))
                                .toArray())))
                .toArray();
    }

    private static double mixed(double[] shares, double[] scores) {
        var sum = 0.0;
        for (var n = 0; n < shares.length; n++) {
            sum += shares[n] * scores[n];
        }
        return sum;
    }

    private int[] which(IntPredicate row) {
        return IntStream.range(0, fold.length).filter(row).toArray();
    }

    private Taught taught(float[] values, int width, IntPredicate row) {
        var which = which(row);
        var picked = new float[which.length * width];
        var yes = new float[which.length];
        for (var n = 0; n < which.length; n++) {
            System.arraycopy(values, which[n] * width, picked, n * width, width);
            yes[n] = rows.told().yes()[which[n]];
        }
        return new Taught(picked, width, yes);
    }

    /** The shares of the learners with the least log-loss on rows that they did not see, and what a score means there. */
    private Mixture mixture(float[] values, int width) {
        List<double[]> scores = new ArrayList<>();
        List<Float> said = new ArrayList<>();
        for (var part = 0; part < (later ? 1 : folds); part++) {
            var now = part;
            IntPredicate kept = later ? n -> fold[n] >= folds - KEPT : n -> fold[n] == now;
            IntPredicate seen = later ? n -> fold[n] >= FIRST && fold[n] < folds - KEPT : n -> fold[n] != now;
            var learners = taught(values, width, seen).learners(new double[] {1, 1, 1});
            var judged = taught(values, width, kept);
            for (var n = 0; n < judged.yes.length; n++) {
                var row = n * width;
                scores.add(learners.stream()
                        .mapToDouble(l -> l.score(judged.values, row))
                        .toArray());
                said.add(judged.yes[n]);
            }
        }
        var yes = new float[said.size()];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = said.get(n);
        }
        Mixture best = null;
        for (var a = 0; a <= SHARES; a++) {
            for (var b = 0; a + b <= SHARES; b++) {
                var shares =
                        new double[] {(double) a / SHARES, (double) b / SHARES, (double) (SHARES - a - b) / SHARES};
                var sums = scores.stream()
                        .mapToDouble(three -> mixed(shares, three))
                        .toArray();
                var calibration = Calibration.of(sums, yes);
                var loss = Calibration.logLoss(
                        Arrays.stream(sums).map(calibration::probability).toArray(), yes);
                if (best == null || loss < best.logLoss) {
                    best = new Mixture(shares, calibration, loss);
                }
            }
        }
        System.err.printf(
                Locale.ROOT,
                "%d features; inner log-loss %.4f of additive %.2f, boosted %.2f, forest %.2f%n",
                width,
                best.logLoss,
                best.shares[0],
                best.shares[1],
                best.shares[2]);
        return best;
    }
}
