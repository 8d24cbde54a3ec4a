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

    /**
     * @param inner what was learned without the last fifth, of which the worth was learned
     * @param model what was learned of all
     */
    record Fitted(Affinity.Kind kind, DeckModel inner, DeckModel model) {}

    /** The first swipe of the last fifth before another. */
    static int inner(int until) {
        return until - until / 5;
    }

    /** What was swiped before this swipe is all that there is. */
    Fitted handle(int until) {
        var border = inner(until);
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
        return new Fitted(best, model(best, border, worth), model(best, until, worth));
    }

    private DeckModel model(Affinity.Kind kind, int until, double worth) {
        return new DeckModel(
                0, history.events, Affinity.of(kind, history.likes(until)), history.tried(until), worth, Mix.byHand());
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
}
