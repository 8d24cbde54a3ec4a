package app.godo.reco.models;

import java.util.Arrays;

/**
 * An item's nearest others by the cosine of who chose them, damped where few did (Deshpande and Karypis, TOIS 2004):
 * {@code s(i, j) = both(i, j) / ((|i|·|j|)^p + shrink)}, the k largest of each item kept.
 */
public final class ItemNeighbours {

    private final int[][] neighbours;
    private final float[][] similarity;

    private ItemNeighbours(int items) {
        neighbours = new int[items][];
        similarity = new float[items][];
    }

    public static ItemNeighbours of(Choices choices, int most, double power, double shrink) {
        var made = new ItemNeighbours(choices.items());
        var pieces = 64;
        Workers.each(pieces, piece -> {
            var both = new float[choices.items()];
            var touched = new int[choices.items()];
            for (var item = (int) ((long) choices.items() * piece / pieces);
                    item < (int) ((long) choices.items() * (piece + 1) / pieces);
                    item++) {
                var size = 0;
                for (var at = choices.columnFrom(item); at < choices.columnFrom(item + 1); at++) {
                    var user = choices.columnUsers()[at];
                    for (var n = choices.rowFrom(user); n < choices.rowFrom(user + 1); n++) {
                        var other = choices.rowItems()[n];
                        if (both[other]++ == 0) {
                            touched[size++] = other;
                        }
                    }
                }
                made.keep(choices, item, both, touched, size, most, power, shrink);
            }
        });
        return made;
    }

    private void keep(
            Choices choices, int item, float[] both, int[] touched, int size, int most, double power, double shrink) {
        var scores = new double[size];
        for (var n = 0; n < size; n++) {
            var other = touched[n];
            scores[n] = other == item
                    ? -1
                    : both[other] / (Math.pow((double) choices.by(item) * choices.by(other), power) + shrink);
            both[other] = 0;
        }
        var best = Order.best(scores, most);
        neighbours[item] = new int[best.length];
        similarity[item] = new float[best.length];
        for (var n = 0; n < best.length; n++) {
            neighbours[item][n] = touched[best[n]];
            similarity[item][n] = (float) Math.max(0, scores[best[n]]);
        }
    }

    /** The scores of all items, overwritten. */
    public void score(int[] items, float[] weights, float[] scores) {
        Arrays.fill(scores, 0);
        for (var n = 0; n < items.length; n++) {
            var near = neighbours[items[n]];
            for (var at = 0; at < near.length; at++) {
                scores[near[at]] += weights[n] * similarity[items[n]][at];
            }
        }
    }
}
