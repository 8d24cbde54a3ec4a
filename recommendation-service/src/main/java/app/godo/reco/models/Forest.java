package app.godo.reco.models;

import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.common.tree.Node;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.SplitNode;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A random forest (Breiman, 2001), grown by Tribuo and asked in flat arrays: what it says is the mean of its leaves' shares of
 * yeses. Values are rounded to eighths first, without which Tribuo takes minutes where it now takes seconds.
 */
public final class Forest {

    private static final double STEPS = 8;
    private static final float LEAST_IN_LEAF = 10;
    private static final Label YES = new Label("yes");
    private static final Label NO = new Label("no");
    private static final int LEAF = -1;
    private static final int BYTES_A_NODE = 3 * Integer.BYTES + Float.BYTES;

    /**
     * How a forest is grown.
     *
     * @param trees how many
     * @param depth of each, at most
     * @param features the share of features tried at each split, below 1
     */
    public record Settings(int trees, int depth, float features, long seed) {}

    private final int[] roots;

    /** By node: what it asks for, {@value #LEAF} for a leaf. */
    private final int[] feature;

    /** By node: what is greater goes on to {@link #greater}; of a leaf, the share of yeses. */
    private final float[] value;

    private final int[] greater;
    private final int[] other;

    private Forest(int[] roots, int[] feature, float[] value, int[] greater, int[] other) {
        this.roots = roots;
        this.feature = feature;
        this.value = value;
        this.greater = greater;
        this.other = other;
    }

    /** @param values row by row, {@code features} of each */
    public static Forest of(float[] values, int features, float[] yes, Settings settings) {
        var names = IntStream.range(0, features).mapToObj(Integer::toString).toArray(String[]::new);
        var rows = new MutableDataset<>(new SimpleDataSourceProvenance("rows", new LabelFactory()), new LabelFactory());
        for (var row = 0; row < yes.length; row++) {
            var rounded = new double[features];
            for (var n = 0; n < features; n++) {
                rounded[n] = rounded(values[row * features + n]);
            }
            rows.add(new ArrayExample<>(yes[row] > 0.5 ? YES : NO, names, rounded));
        }
        var trainer = new RandomForestTrainer<>(
                new CARTClassificationTrainer(
                        settings.depth(),
                        LEAST_IN_LEAF,
                        0,
                        settings.features(),
                        false,
                        new GiniIndex(),
                        settings.seed()),
                new VotingCombiner(),
                settings.trees(),
                settings.seed());
        var grown = new Growth();
        var model = (WeightedEnsembleModel<Label>) trainer.train(rows);
        for (var tree : model.getModels()) {
            grown.add((TreeModel<Label>) tree);
        }
        return grown.forest();
    }

    private static double rounded(float value) {
        return Math.round(value * STEPS) / STEPS;
    }

    /** The probability of a yes for the row that begins at {@code from}, between 0 and 1. */
    public double probability(float[] values, int from) {
        var sum = 0.0;
        for (var root : roots) {
            var node = root;
            while (feature[node] != LEAF) {
                node = rounded(values[from + feature[node]]) > value[node] ? greater[node] : other[node];
            }
            sum += value[node];
        }
        return sum / roots.length;
    }

    /** How many bytes {@link #write} takes. */
    public int bytes() {
        return 2 * Integer.BYTES + roots.length * Integer.BYTES + feature.length * BYTES_A_NODE;
    }

    public void write(ByteBuffer bytes) {
        bytes.putInt(roots.length).putInt(feature.length);
        for (var root : roots) {
            bytes.putInt(root);
        }
        for (var node = 0; node < feature.length; node++) {
            bytes.putInt(feature[node])
                    .putFloat(value[node])
                    .putInt(greater[node])
                    .putInt(other[node]);
        }
    }

    public static Forest read(ByteBuffer bytes) {
        var roots = new int[bytes.getInt()];
        var nodes = bytes.getInt();
        for (var n = 0; n < roots.length; n++) {
            roots[n] = bytes.getInt();
        }
        var feature = new int[nodes];
        var value = new float[nodes];
        var greater = new int[nodes];
        var other = new int[nodes];
        for (var node = 0; node < nodes; node++) {
            feature[node] = bytes.getInt();
            value[node] = bytes.getFloat();
            greater[node] = bytes.getInt();
            other[node] = bytes.getInt();
        }
        return new Forest(roots, feature, value, greater, other);
    }

    /** Trees node by node, each before those it leads to. */
    private static final class Growth {

        private record Grown(int feature, float value, int[] next) {}

        private final List<Integer> roots = new ArrayList<>();
        private final List<Grown> nodes = new ArrayList<>();

        void add(TreeModel<Label> tree) {
            var names = tree.getFeatureIDMap();
            roots.add(add(tree.getRoot(), id -> Integer.parseInt(names.get(id).getName())));
        }

        private int add(Node<Label> node, IntUnaryOperator featureOf) {
            var place = nodes.size();
            switch (node) {
                case LeafNode<Label> leaf -> nodes.add(new Grown(LEAF, (float) share(leaf), new int[2]));
                case SplitNode<Label> split -> {
                    var next = new int[2];
                    nodes.add(new Grown(featureOf.applyAsInt(split.getFeatureID()), (float) split.splitValue(), next));
                    next[0] = add(split.getGreaterThan(), featureOf);
                    next[1] = add(split.getLessThanOrEqual(), featureOf);
                }
                default -> throw new IllegalStateException("a node that neither splits nor ends: " + node);
            }
            return place;
        }

        private static double share(LeafNode<Label> leaf) {
            var yes = leaf.getDistribution().get(YES.getLabel());
            var no = leaf.getDistribution().get(NO.getLabel());
            var yeses = yes == null ? 0 : yes.getScore();
            var noes = no == null ? 0 : no.getScore();
            return yeses / (yeses + noes);
        }

        Forest forest() {
            return new Forest(
                    roots.stream().mapToInt(Integer::intValue).toArray(),
                    nodes.stream().mapToInt(Grown::feature).toArray(),
                    floats(),
                    nodes.stream().mapToInt(node -> node.next()[0]).toArray(),
                    nodes.stream().mapToInt(node -> node.next()[1]).toArray());
        }

        private float[] floats() {
            var values = new float[nodes.size()];
            for (var n = 0; n < values.length; n++) {
                values[n] = nodes.get(n).value();
            }
            return values;
        }
    }
}
