package app.godo.reco.models;

import java.util.Arrays;

/**
 * A weighted sum of signals. Weights are found one after the other, each by what it does to the mean NDCG of lists whose answers
 * are known (coordinate ascent: Metzler and Croft, Information Retrieval 2007, section 4.2), from the single signal that does
 * best. So on these lists the blend is never worse than any signal alone, popularity among them.
 */
public final class Blend {

    private static final double[] STEPS = {1, 0.5, 0.25, 0.1};
    private static final double LEAST_GAIN = 2e-4;

    private final double[] weights;
    private final double ndcg;

    private Blend(double[] weights, double ndcg) {
        this.weights = weights;
        this.ndcg = ndcg;
    }

    /**
     * Lists of items, of each the signals, brought to one scale within the list.
     *
     * @param rows row after row, {@code signals} each
     * @param start rows from {@code start[l]} to {@code start[l+1]} are list l
     * @param relevance 1 for what is to be found, else 0
     * @param relevant how much there is to be found of each list, also what its rows lack
     * @param heads the lengths at which NDCG is taken
     */
    public record Lists(float[] rows, int signals, int[] start, float[] relevance, int[] relevant, int[] heads) {

        public int size() {
            return start.length - 1;
        }
    }

    /** NDCG of one list, the mean over the heads. */
    public static double ndcg(double[] scores, int from, int to, float[] relevance, int relevant, int[] heads) {
        var most = heads[heads.length - 1];
        var places = new int[most];
        var size = 0;
        for (var row = from; row < to; row++) {
            if (size == most && !before(row, places[size - 1], scores, relevance)) {
                continue;
            }
            var at = size < most ? size++ : most - 1;
            while (at > 0 && before(row, places[at - 1], scores, relevance)) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = row;
        }
        var sum = 0.0;
        for (var head : heads) {
            var gained = 0.0;
            var ideal = 0.0;
            for (var n = 0; n < head; n++) {
                var gain = 1 / Math.log(n + 2.0);
                if (n < size && relevance[places[n]] > 0) {
                    gained += gain;
                }
                if (n < relevant) {
                    ideal += gain;
                }
            }
            sum += ideal == 0 ? 0 : gained / ideal;
        }
        return sum / heads.length;
    }

    /** Among equals what is sought comes last: who cannot tell them apart shall gain nothing. */
    private static boolean before(int row, int other, double[] scores, float[] relevance) {
        return scores[row] > scores[other] || scores[row] == scores[other] && relevance[row] < relevance[other];
    }

    public static Blend of(Lists lists) {
        Blend best = null;
        for (var signal = 0; signal < lists.signals(); signal++) {
            var weights = new double[lists.signals()];
            weights[signal] = 1;
            var ndcg = mean(lists, scores(lists, weights));
            if (best == null || ndcg > best.ndcg) {
                best = new Blend(weights, ndcg);
            }
        }
        var weights = best.weights;
        var scores = scores(lists, weights);
        var now = best.ndcg;
        for (var step : STEPS) {
            for (var moved = true; moved; ) {
                moved = false;
                for (var signal = 0; signal < weights.length; signal++) {
                    for (var by : new double[] {step, -step}) {
                        var tried = moved(lists, scores, signal, by);
                        var ndcg = mean(lists, tried);
                        if (ndcg > now + LEAST_GAIN) {
                            weights[signal] += by;
                            scores = tried;
                            now = ndcg;
                            moved = true;
                            break;
                        }
                    }
                }
            }
        }
        return new Blend(weights, now);
    }

    private static double[] moved(Lists lists, double[] scores, int signal, double by) {
        var moved = scores.clone();
        for (var row = 0; row < moved.length; row++) {
            moved[row] += by * lists.rows()[row * lists.signals() + signal];
        }
        return moved;
    }

    private static double[] scores(Lists lists, double[] weights) {
        var blend = new Blend(weights, 0);
        var scores = new double[lists.relevance().length];
        Arrays.setAll(scores, row -> blend.score(lists.rows(), row * lists.signals()));
        return scores;
    }

    /** The mean NDCG of lists ordered by these scores. */
    public static double mean(Lists lists, double[] scores) {
        var by = new double[lists.size()];
        Workers.each(16, piece -> {
            for (var n = (int) ((long) by.length * piece / 16); n < (int) ((long) by.length * (piece + 1) / 16); n++) {
                by[n] = ndcg(
                        scores,
                        lists.start()[n],
                        lists.start()[n + 1],
                        lists.relevance(),
                        lists.relevant()[n],
                        lists.heads());
            }
        });
        return Arrays.stream(by).average().orElse(0);
    }

    public double score(float[] rows, int from) {
        var sum = 0.0;
        for (var signal = 0; signal < weights.length; signal++) {
            if (weights[signal] != 0) {
                sum += weights[signal] * rows[from + signal];
            }
        }
        return sum;
    }

    public double weight(int signal) {
        return weights[signal];
    }

    /** The mean NDCG on the lists that it was learned from. */
    public double ndcg() {
        return ndcg;
    }
}
