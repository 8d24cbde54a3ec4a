package app.godo.reco.feed;

import app.godo.reco.training.DeckModel;

import java.util.random.RandomGenerator;

/**
 * Chooses what to show to find out, by Thompson sampling: for each candidate a draw from what its probability of being liked may
 * be, given what ranks it and how others swiped it; the greatest is shown. So what nobody has tried is tried, and what nobody likes
 * is not for long.
 */
final class Exploration {

    /** How many swipes of others outweigh what the ranking says. */
    private static final double PRIOR = 5;

    /** Of which the propensity is estimated. */
    private static final int DRAWS = 100;

    private Exploration() {}

    /**
     * A candidate that was chosen.
     *
     * @param propensity how likely that was, above 0: the share of draws that choose it, of {@value #DRAWS} and the one that did
     * @param among how many it was chosen from, itself counted
     */
    record Choice(int candidate, float propensity, int among) {}

    /** @param among their places in {@code candidates} */
    static Choice of(int[] among, Candidates candidates, DeckModel model, RandomGenerator random) {
        var mean = new double[among.length];
        var deviation = new double[among.length];
        for (var n = 0; n < among.length; n++) {
            var id = candidates.events[among[n]].id();
            var likes = PRIOR * candidates.scores[among[n]] + model.likes(id);
            var passes = PRIOR * (1 - candidates.scores[among[n]]) + model.passes(id);
            var all = likes + passes;
            // of the beta distribution, and drawn from the normal one with the same (Agrawal and Goyal, AISTATS 2013)
            mean[n] = likes / all;
            deviation[n] = Math.sqrt(likes * passes / (all * all * (all + 1)));
        }
        var chosen = draw(mean, deviation, random);
        var times = 1;
        for (var n = 0; n < DRAWS; n++) {
            times += draw(mean, deviation, random) == chosen ? 1 : 0;
        }
        return new Choice(among[chosen], (float) times / (DRAWS + 1), among.length);
    }

    private static int draw(double[] mean, double[] deviation, RandomGenerator random) {
        var best = 0;
        var most = Double.NEGATIVE_INFINITY;
        for (var n = 0; n < mean.length; n++) {
            var drawn = random.nextGaussian(mean[n], deviation[n]);
            if (drawn > most) {
                best = n;
                most = drawn;
            }
        }
        return best;
    }
}
