package app.godo.reco.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A city made up for a test, of which all is known: kinds of people, Events, how likely each kind is to like each, and what two
 * policies show to whom.
 */
final class SmallCity {

    private static final int KINDS = 6;
    private static final int EVENTS = 20;

    /** By kind of people and Event. */
    final double[][] likes = new double[KINDS][EVENTS];

    final double[][] logging = new double[KINDS][];
    final double[][] judged = new double[KINDS][];

    /** What is said of what people like; {@link #likes} is the best there is. */
    double[][] model = likes;

    SmallCity(long seed) {
        var random = new SplittableRandom(seed);
        for (var kind = 0; kind < KINDS; kind++) {
            var shown = new double[EVENTS];
            var better = new double[EVENTS];
            for (var event = 0; event < EVENTS; event++) {
                var liking = random.nextGaussian();
                likes[kind][event] = 1 / (1 + Math.exp(1.5 - liking));
                shown[event] = 0.3 * liking + 0.7 * random.nextGaussian();
                better[event] = liking;
            }
            logging[kind] = softmax(shown);
            judged[kind] = softmax(better);
        }
    }

    private static double[] softmax(double[] scores) {
        var all = 0.0;
        var shares = new double[scores.length];
        for (var n = 0; n < scores.length; n++) {
            shares[n] = Math.exp(scores[n]);
            all += shares[n];
        }
        for (var n = 0; n < scores.length; n++) {
            shares[n] /= all;
        }
        return shares;
    }

    /** Likes for each impression if the judged policy were in place. */
    double truth() {
        var sum = 0.0;
        for (var kind = 0; kind < KINDS; kind++) {
            sum += expected(kind, likes);
        }
        return sum / KINDS;
    }

    private double expected(int kind, double[][] of) {
        var sum = 0.0;
        for (var event = 0; event < EVENTS; event++) {
            sum += judged[kind][event] * of[kind][event];
        }
        return sum;
    }

    /**
     * What the policy in place logs.
     *
     * @param each how many impressions one person has, all alike in what they like
     */
    List<Impression> logged(int people, int each, long seed) {
        var random = new SplittableRandom(seed);
        var impressions = new ArrayList<Impression>(people * each);
        for (var person = 0; person < people; person++) {
            var kind = random.nextInt(KINDS);
            for (var n = 0; n < each; n++) {
                var event = drawn(logging[kind], random);
                impressions.add(new Impression(
                        random.nextDouble() < likes[kind][event] ? 1 : 0,
                        logging[kind][event],
                        judged[kind][event],
                        model[kind][event],
                        expected(kind, model),
                        person));
            }
        }
        return impressions;
    }

    static int drawn(double[] shares, RandomGenerator random) {
        var left = random.nextDouble();
        for (var n = 0; n < shares.length - 1; n++) {
            left -= shares[n];
            if (left < 0) {
                return n;
            }
        }
        return shares.length - 1;
    }
}
