package app.godo.reco.models;

import java.util.Arrays;
import java.util.Random;

/**
 * A sum of regression trees in flat arrays. Grown leaf by leaf on binned features, each split the one that lowers the second
 * order expansion of the loss most (Chen and Guestrin, XGBoost, KDD 2016, equation 7):
 * {@code G_left²/(H_left+λ) + G_right²/(H_right+λ) - G²/(H+λ)}, each leaf worth {@code -G/(H+λ)}.
 */
public final class Trees {

    /**
     * How trees are grown.
     *
     * @param trees how many
     * @param leaves the most in one tree
     * @param rate what each tree counts for
     * @param least the least sum of second derivatives in a leaf
     * @param shrink λ, what is added to the sum of second derivatives
     * @param rows the share of rows (or of lists, where rows come in lists) that each tree sees
     * @param features the share of features tried at each split
     */
    public record Settings(
            int trees, int leaves, double rate, double least, double shrink, double rows, double features, long seed) {}

    /** Derivatives of a loss by the scores; rows from {@code start[l]} to {@code start[l+1]} belong to one list. */
    interface Loss {
        /** Of the rows of one list. */
        void derive(int from, int to, double[] scores, float[] first, float[] second);
    }

    private final int[] roots;
    private final int[] feature;
    private final float[] threshold;
    private final int[] left;
    private final int[] right;
    private final float[] value;
    private final double base;

    private Trees(Growth grown, double base) {
        this.roots = Arrays.copyOf(grown.roots, grown.trees);
        this.feature = Arrays.copyOf(grown.feature, grown.nodes);
        this.threshold = Arrays.copyOf(grown.threshold, grown.nodes);
        this.left = Arrays.copyOf(grown.left, grown.nodes);
        this.right = Arrays.copyOf(grown.right, grown.nodes);
        this.value = Arrays.copyOf(grown.value, grown.nodes);
        this.base = base;
    }

    /**
     * Boosted trees for the probability of a yes; {@link #score} gives its log odds (Friedman, Greedy Function Approximation,
     * 2001, algorithm 5).
     */
    public static Trees boosted(float[] values, int features, float[] yes, Settings settings) {
        var rows = yes.length;
        var start = new int[rows + 1];
        Arrays.setAll(start, n -> n);
        double sum = 0;
        for (var y : yes) {
            sum += y;
        }
        var share = Math.clamp(sum / rows, 1e-4, 1 - 1e-4);
        return boosted(
                values,
                features,
                start,
                Math.log(share / (1 - share)),
                null,
                settings,
                (from, to, scores, first, second) -> {
                    for (var row = from; row < to; row++) {
                        var p = 1 / (1 + Math.exp(-scores[row]));
                        first[row] = (float) (p - yes[row]);
                        second[row] = (float) Math.max(1e-6, p * (1 - p));
                    }
                });
    }

    /**
     * Boosted trees for the order within lists: the loss is the cross entropy between the list's softmax and its relevances
     * made to sum to one (Cao et al., ListNet, ICML 2007, top one).
     *
     * @param start rows from {@code start[l]} to {@code start[l+1]} are list l
     * @param stands for how many rows of the whole list each one stands that was drawn from it
     */
    public static Trees ranking(
            float[] values, int features, int[] start, float[] relevance, float[] stands, Settings settings) {
        return boosted(values, features, start, 0, null, settings, (from, to, scores, first, second) -> {
            double most = Double.NEGATIVE_INFINITY;
            double relevant = 0;
            for (var row = from; row < to; row++) {
                most = Math.max(most, scores[row]);
                relevant += relevance[row];
            }
            double sum = 0;
            for (var row = from; row < to; row++) {
                sum += stands[row] * Math.exp(scores[row] - most);
            }
            for (var row = from; row < to; row++) {
                var p = stands[row] * Math.exp(scores[row] - most) / sum;
                first[row] = relevant == 0 ? 0 : (float) (p - relevance[row] / relevant);
                second[row] = relevant == 0 ? 0 : (float) Math.max(1e-6, p * (1 - p));
            }
        });
    }

    /**
     * Boosted trees for the head of lists: each pair of a relevant and another row pulls apart by what exchanging their places
     * would change of NDCG (Burges, LambdaMART, MSR-TR-2010-82, section 7). They are grown on top of scores that rows have already,
     * to which theirs are to be added.
     */
    public static Trees heads(Blend.Lists lists, double[] base, Settings settings) {
        var relevance = lists.relevance();
        var head = lists.heads()[lists.heads().length - 1];
        return boosted(
                lists.rows(), lists.signals(), lists.start(), 0, base, settings, (from, to, scores, first, second) -> {
                    Arrays.fill(first, from, to, 0);
                    Arrays.fill(second, from, to, 0);
                    var size = to - from;
                    var own = new double[size];
                    System.arraycopy(scores, from, own, 0, size);
                    var order = Order.best(own, size);
                    var place = new int[size];
                    var relevant = 0;
                    for (var n = 0; n < size; n++) {
                        place[order[n]] = n;
                        relevant += relevance[from + n] > 0 ? 1 : 0;
                    }
                    if (relevant == 0 || relevant == size) {
                        return;
                    }
                    var ideal = 0.0;
                    for (var n = 0; n < Math.min(relevant, head); n++) {
                        ideal += gain(n, head);
                    }
                    for (var i = from; i < to; i++) {
                        if (relevance[i] <= 0) {
                            continue;
                        }
                        for (var j = from; j < to; j++) {
                            if (relevance[j] > 0 || place[i - from] >= head && place[j - from] >= head) {
                                continue;
                            }
                            var change = Math.abs(gain(place[i - from], head) - gain(place[j - from], head)) / ideal;
                            var p = 1 / (1 + Math.exp(scores[i] - scores[j]));
                            first[i] -= (float) (change * p);
                            first[j] += (float) (change * p);
                            var h = (float) (change * Math.max(1e-3, p * (1 - p)));
                            second[i] += h;
                            second[j] += h;
                        }
                    }
                });
    }

    private static double gain(int place, int head) {
        return place < head ? 1 / (Math.log(place + 2.0) / Math.log(2)) : 0;
    }

    /**
     * A random forest (Breiman 2001): trees on rows drawn with replacement, each split among some of the features, the mean of
     * the leaves' means. {@link #score} gives a share of yes.
     */
    public static Trees forest(float[] values, int features, float[] yes, Settings settings) {
        var binned = new BinnedRows(values, features);
        var growth = new Growth(binned, settings);
        var random = new Random(settings.seed());
        var first = new float[binned.rows];
        var second = new float[binned.rows];
        for (var tree = 0; tree < settings.trees(); tree++) {
            Arrays.fill(second, 0);
            var drawn = (int) (binned.rows * settings.rows());
            for (var n = 0; n < drawn; n++) {
                second[random.nextInt(binned.rows)]++;
            }
            for (var row = 0; row < binned.rows; row++) {
                first[row] = -yes[row] * second[row];
            }
            growth.grow(first, second, random, 1.0 / settings.trees());
        }
        return new Trees(growth, 0);
    }

    private static Trees boosted(
            float[] values, int features, int[] start, double base, double[] bases, Settings settings, Loss loss) {
        var binned = new BinnedRows(values, features);
        var growth = new Growth(binned, settings);
        var random = new Random(settings.seed());
        var scores = new double[binned.rows];
        Arrays.fill(scores, base);
        if (bases != null) {
            System.arraycopy(bases, 0, scores, 0, scores.length);
        }
        var first = new float[binned.rows];
        var second = new float[binned.rows];
        for (var tree = 0; tree < settings.trees(); tree++) {
            for (var list = 0; list + 1 < start.length; list++) {
                if (random.nextDouble() < settings.rows()) {
                    loss.derive(start[list], start[list + 1], scores, first, second);
                } else {
                    Arrays.fill(first, start[list], start[list + 1], 0);
                    Arrays.fill(second, start[list], start[list + 1], 0);
                }
            }
            growth.grow(first, second, random, settings.rate());
            growth.addTo(scores);
        }
        return new Trees(growth, base);
    }

    /** The sum over the trees for the row that begins at {@code from}. */
    public double score(float[] values, int from) {
        var sum = base;
        for (var root : roots) {
            var node = root;
            while (left[node] >= 0) {
                var x = values[from + feature[node]];
                node = x > threshold[node] ? right[node] : left[node];
            }
            sum += value[node];
        }
        return sum;
    }

    /** Grows one tree after the other on the same rows. */
    private static final class Growth {

        private final BinnedRows rows;
        private final Settings settings;
        private final int[] order;
        private final int[] scratch;

        private int[] roots = new int[16];
        private int trees;
        private int nodes;
        private int[] feature = new int[1024];
        private int[] splitBin = new int[1024];
        private float[] threshold = new float[1024];
        private int[] left = new int[1024];
        private int[] right = new int[1024];
        private float[] value = new float[1024];

        private Growth(BinnedRows rows, Settings settings) {
            this.rows = rows;
            this.settings = settings;
            this.order = new int[rows.rows];
            this.scratch = new int[rows.rows];
        }

        private static final class Leaf {
            int node;
            int from;
            int to;
            double first;
            double second;
            double gain;
            int feature = -1;
            int bin;
            double leftFirst;
            double leftSecond;
        }

        private void grow(float[] first, float[] second, Random random, double rate) {
            var size = 0;
            for (var row = 0; row < rows.rows; row++) {
                if (second[row] > 0) {
                    order[size++] = row;
                }
            }
            var leaves = new Leaf[settings.leaves()];
            var root = new Leaf();
            root.to = size;
            for (var n = 0; n < size; n++) {
                root.first += first[order[n]];
                root.second += second[order[n]];
            }
            root.node = node();
            if (trees == roots.length) {
                roots = Arrays.copyOf(roots, trees * 2);
            }
            roots[trees++] = root.node;
            leaves[0] = root;
            var count = 1;
            find(root, first, second, random);
            while (count < leaves.length) {
                var best = leaves[0];
                for (var n = 1; n < count; n++) {
                    if (leaves[n].gain > best.gain) {
                        best = leaves[n];
                    }
                }
                if (best.gain <= 1e-9) {
                    break;
                }
                leaves[count] = split(best);
                find(best, first, second, random);
                find(leaves[count], first, second, random);
                count++;
            }
            for (var n = 0; n < count; n++) {
                var leaf = leaves[n];
                value[leaf.node] = (float) (-rate * leaf.first / (leaf.second + settings.shrink()));
            }
        }

        private int node() {
            if (nodes == feature.length) {
                feature = Arrays.copyOf(feature, nodes * 2);
                splitBin = Arrays.copyOf(splitBin, nodes * 2);
                threshold = Arrays.copyOf(threshold, nodes * 2);
                left = Arrays.copyOf(left, nodes * 2);
                right = Arrays.copyOf(right, nodes * 2);
                value = Arrays.copyOf(value, nodes * 2);
            }
            left[nodes] = -1;
            return nodes++;
        }

        /** Makes the leaf an inner node; it becomes its own left child, the right one is returned. */
        private Leaf split(Leaf leaf) {
            var bins = rows.bins[leaf.feature];
            var kept = leaf.from;
            var moved = 0;
            for (var n = leaf.from; n < leaf.to; n++) {
                if (bins[order[n]] <= leaf.bin) {
                    order[kept++] = order[n];
                } else {
                    scratch[moved++] = order[n];
                }
            }
            System.arraycopy(scratch, 0, order, kept, moved);
            var parent = leaf.node;
            feature[parent] = leaf.feature;
            splitBin[parent] = leaf.bin;
            threshold[parent] = rows.edges[leaf.feature][leaf.bin];
            var other = new Leaf();
            other.from = kept;
            other.to = leaf.to;
            other.first = leaf.first - leaf.leftFirst;
            other.second = leaf.second - leaf.leftSecond;
            other.node = node();
            leaf.to = kept;
            leaf.first = leaf.leftFirst;
            leaf.second = leaf.leftSecond;
            leaf.node = node();
            left[parent] = leaf.node;
            right[parent] = other.node;
            return other;
        }

        private void find(Leaf leaf, float[] first, float[] second, Random random) {
            leaf.gain = 0;
            leaf.feature = -1;
            if (leaf.second < 2 * settings.least() || leaf.to - leaf.from < 2) {
                return;
            }
            var tried = new int[rows.features];
            var count = 0;
            for (var f = 0; f < rows.features; f++) {
                if (rows.edges[f].length > 0 && random.nextDouble() < settings.features()) {
                    tried[count++] = f;
                }
            }
            var found = new double[count][];
            if ((long) count * (leaf.to - leaf.from) > 50_000) {
                Workers.each(count, n -> found[n] = best(leaf, tried[n], first, second));
            } else {
                for (var n = 0; n < count; n++) {
                    found[n] = best(leaf, tried[n], first, second);
                }
            }
            for (var n = 0; n < count; n++) {
                if (found[n] != null && found[n][0] > leaf.gain) {
                    leaf.gain = found[n][0];
                    leaf.feature = tried[n];
                    leaf.bin = (int) found[n][1];
                    leaf.leftFirst = found[n][2];
                    leaf.leftSecond = found[n][3];
                }
            }
        }

        /** Gain, bin and the left side's sums of the best cut on one feature; null when there is none. */
        private double[] best(Leaf leaf, int feature, float[] first, float[] second) {
            var bins = rows.bins[feature];
            var firsts = new double[BinnedRows.BINS];
            var seconds = new double[BinnedRows.BINS];
            for (var n = leaf.from; n < leaf.to; n++) {
                var row = order[n];
                var bin = bins[row];
                firsts[bin] += first[row];
                seconds[bin] += second[row];
            }
            var shrink = settings.shrink();
            var whole = leaf.first * leaf.first / (leaf.second + shrink);
            double f = 0;
            double s = 0;
            double[] found = null;
            double gain = 0;
            for (var bin = 0; bin < rows.edges[feature].length; bin++) {
                f += firsts[bin];
                s += seconds[bin];
                if (s < settings.least()) {
                    continue;
                }
                var restSecond = leaf.second - s;
                if (restSecond < settings.least()) {
                    break;
                }
                var rest = leaf.first - f;
                var now = f * f / (s + shrink) + rest * rest / (restSecond + shrink) - whole;
                if (now > gain) {
                    gain = now;
                    found = new double[] {now, bin, f, s};
                }
            }
            return found;
        }

        private void addTo(double[] scores) {
            var root = roots[trees - 1];
            var pieces = Math.max(1, rows.rows / 8192);
            Workers.each(pieces, piece -> {
                var to = (int) ((long) rows.rows * (piece + 1) / pieces);
                for (var row = (int) ((long) rows.rows * piece / pieces); row < to; row++) {
                    var node = root;
                    while (left[node] >= 0) {
                        node = rows.bins[feature[node]][row] > splitBin[node] ? right[node] : left[node];
                    }
                    scores[row] += value[node];
                }
            });
        }
    }
}
