package app.godo.reco.training;

import app.godo.reco.models.Calibration;
import app.godo.reco.models.Forest;
import app.godo.reco.models.Logistic;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How the terms of an Event come to log-odds of being liked: a sum with learned weights, none below 0, or what a forest says. Both
 * are calibrated by Platt's line on swipes that they were not fitted on.
 */
public final class Mix {

    private static final double RIDGE = 1;
    private static final Forest.Settings FOREST = new Forest.Settings(50, 8, 0.5f, 1);

    /** More rows would take minutes and say little more. */
    private static final int MOST_FOREST_ROWS = 20_000;

    private static final double NEARLY = 1e-4;

    /** What a log-odd of the sum counts beside what the forest says. */
    private static final double ALIKE = 0.01;

    /** How the terms are put together. */
    enum Kind {
        /** Their sum as it is set by hand. */
        HAND,
        LINEAR,
        FOREST
    }

    private final Kind kind;

    /** Of the sum: what there is without any term, and what one of each term is worth. Of a forest: the line it is calibrated by. */
    private final double base;

    private final double[] slopes;
    private final Forest forest;

    private Mix(Kind kind, double base, double[] slopes, Forest forest) {
        this.kind = kind;
        this.base = base;
        this.slopes = slopes;
        this.forest = forest;
    }

    /**
     * Learns from the first rows and calibrates by the others.
     *
     * @param rows {@link Term#COUNT} values each
     * @param calibrating the first row to calibrate by
     */
    static Mix of(Kind kind, float[] rows, float[] yes, int calibrating) {
        var fitting = Arrays.copyOf(rows, calibrating * Term.COUNT);
        var liked = Arrays.copyOf(yes, calibrating);
        var left = Arrays.copyOfRange(rows, fitting.length, rows.length);
        var judged = Arrays.copyOfRange(yes, calibrating, yes.length);
        if (kind == Kind.FOREST) {
            var from = Math.max(0, calibrating - MOST_FOREST_ROWS);
            var forest = Forest.of(
                    Arrays.copyOfRange(fitting, from * Term.COUNT, fitting.length),
                    Term.COUNT,
                    Arrays.copyOfRange(liked, from, calibrating),
                    FOREST);
            var raw = new Mix(kind, 0, new double[] {1}, forest);
            var line = Calibration.of(raw.scores(left), judged);
            return new Mix(kind, line.offset(), new double[] {Math.max(0, line.slope())}, forest);
        }
        var slopes = new double[Term.COUNT];
        Arrays.fill(slopes, 1);
        if (kind == Kind.LINEAR) {
            var linear = Logistic.of(fitting, Term.COUNT, liked, RIDGE);
            Arrays.setAll(slopes, term -> Math.max(0, linear.slope(term)));
        }
        var raw = new Mix(kind, 0, slopes, null);
        // about their mean: Platt's line is found from nearby
        var mean = Arrays.stream(raw.scores(fitting)).average().orElse(0);
        var line = Calibration.of(
                Arrays.stream(raw.scores(left)).map(score -> score - mean).toArray(), judged);
        var steep = Math.max(0, line.slope());
        return new Mix(
                kind,
                line.offset() - steep * mean,
                Arrays.stream(slopes).map(slope -> steep * slope).toArray(),
                null);
    }

    Kind kind() {
        return kind;
    }

    /** The log-odds of a row that begins at {@code from}. */
    double score(float[] rows, int from) {
        if (forest != null) {
            return forest(rows, from);
        }
        var sum = base;
        for (var term = 0; term < Term.COUNT; term++) {
            sum += slopes[term] * rows[from + term];
        }
        return sum;
    }

    double[] scores(float[] rows) {
        var scores = new double[rows.length / Term.COUNT];
        Arrays.setAll(scores, n -> score(rows, n * Term.COUNT));
        return scores;
    }

    /** Whether the terms are weighed and add up: then {@link #base} and {@link #worth} say how. */
    public boolean addsUp() {
        return kind == Kind.LINEAR;
    }

    /** Whether a forest has the last word: {@link #forest(float[], int)}. */
    public boolean asksTheForest() {
        return kind == Kind.FOREST;
    }

    public double base() {
        return base;
    }

    public double worth(Term term) {
        return slopes[term.ordinal()];
    }

    /** What the forest says of the row that begins at {@code from}, in log-odds; of what it takes for alike the sum goes on. */
    public double forest(float[] row, int from) {
        var p = Math.clamp(forest.probability(row, from), NEARLY, 1 - NEARLY);
        var sum = 0.0;
        for (var term = 0; term < Term.COUNT; term++) {
            sum += row[from + term];
        }
        return base + slopes[0] * Math.log(p / (1 - p)) + ALIKE * sum;
    }

    int bytes() {
        return 1 + (slopes.length + 1) * Double.BYTES + (forest == null ? 0 : forest.bytes());
    }

    void write(ByteBuffer bytes) {
        bytes.put((byte) kind.ordinal()).putDouble(base);
        for (var slope : slopes) {
            bytes.putDouble(slope);
        }
        if (forest != null) {
            forest.write(bytes);
        }
    }

    static Mix read(ByteBuffer bytes) {
        var kind = Kind.values()[bytes.get()];
        var base = bytes.getDouble();
        var slopes = new double[kind == Kind.FOREST ? 1 : Term.COUNT];
        for (var n = 0; n < slopes.length; n++) {
            slopes[n] = bytes.getDouble();
        }
        return new Mix(kind, base, slopes, kind == Kind.FOREST ? Forest.read(bytes) : null);
    }

    /** The terms as they are, which is what serves without a model. */
    static Mix byHand() {
        var slopes = new double[Term.COUNT];
        Arrays.fill(slopes, 1);
        return new Mix(Kind.HAND, 0, slopes, null);
    }
}
