package app.godo.reco.training;

import app.godo.reco.models.Calibration;
import app.godo.reco.models.Logistic;

import java.util.Arrays;

/**
 * Learns a model from what was swiped before a border. Of the ways to learn affinity that one serves which explains the last fifth
 * best when it has seen only the rest, by log-loss, and what affinity is worth beside the vector is learned there too; then it is
 * learned once more from all.
 */
final class FitDeckModel {

    private static final double RIDGE = 1;

    /** Of a swipe: what the vector says, and the affinity. */
    private static final int FEATURES = 2;

    private final History history;

    FitDeckModel(History history) {
        this.history = history;
    }

    /** @param odds of being liked, from the sum of the vector and what the model adds */
    record Fitted(Affinity.Kind kind, DeckModel model, Calibration odds) {}

    /** What was swiped before this swipe is all that there is. */
    Fitted handle(int until) {
        var border = until - until / 5;
        var likes = history.likes(border);
        var vector = vector(border, until);
        var yes = new float[vector.length];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = history.liked(border + n) ? 1 : 0;
        }
        Affinity.Kind best = null;
        var least = Double.POSITIVE_INFINITY;
        var worth = 0.0;
        for (var kind : Affinity.Kind.values()) {
            var rows = rows(vector, affinities(Affinity.of(kind, likes), border, until));
            var linear = Logistic.of(rows, FEATURES, yes, RIDGE);
            var loss = Calibration.logLoss(probabilities(linear, rows), yes);
            if (loss < least) {
                best = kind;
                least = loss;
                worth = Math.max(0, linear.slope(1));
            }
        }
        var learned = Affinity.of(best, likes);
        var sums = sums(vector, affinities(learned, border, until), worth);
        return new Fitted(
                best,
                new DeckModel(0, history.events, Affinity.of(best, history.likes(until)), history.tried(until), worth),
                Calibration.of(sums, yes));
    }

    /** What the vector of each swipe's person, as it was at the border, says of its Event. */
    private float[] vector(int border, int until) {
        var said = new float[until - border];
        for (var person = 0; person < history.people(); person++) {
            var own = history.between(person, border, until);
            if (own.length > 0) {
                var fondness = history.fondness(history.before(person, border));
                for (var swipe : own) {
                    var facets = history.facets[history.event[swipe]];
                    said[swipe - border] = facets == null ? 0 : (float) fondness.of(facets);
                }
            }
        }
        return said;
    }

    private float[] affinities(Affinity affinity, int border, int until) {
        var said = new float[until - border];
        for (var person = 0; person < history.people(); person++) {
            var own = history.between(person, border, until);
            if (own.length > 0) {
                var scores = affinity.score(history.liked(history.before(person, border)));
                for (var swipe : own) {
                    said[swipe - border] = scores[history.event[swipe]];
                }
            }
        }
        return said;
    }

    private static float[] rows(float[] vector, float[] affinities) {
        var rows = new float[FEATURES * vector.length];
        for (var n = 0; n < vector.length; n++) {
            rows[FEATURES * n] = vector[n];
            rows[FEATURES * n + 1] = affinities[n];
        }
        return rows;
    }

    private static double[] probabilities(Logistic linear, float[] rows) {
        var probabilities = new double[rows.length / FEATURES];
        Arrays.setAll(probabilities, n -> 1 / (1 + Math.exp(-linear.score(rows, FEATURES * n))));
        return probabilities;
    }

    private static double[] sums(float[] vector, float[] affinities, double worth) {
        var sums = new double[vector.length];
        Arrays.setAll(sums, n -> vector[n] + worth * affinities[n]);
        return sums;
    }
}
