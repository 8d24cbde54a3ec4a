package app.godo.reco.models;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An item says how likely every other one is, by the linear weights without self that reproduce the choices best under a ridge:
 * {@code B = I - P·diag(P)^-1, P = (RᵀR + λI)^-1} (Steck, EASE, WWW 2019, equation 8). Held for the most chosen items only;
 * a person's scores are a sum of rows, one more with every swipe.
 */
public final class Ease {

    /** Items that are held, by how they are numbered here. */
    private final int[] held;

    private final int[] place;
    private final float[] weights;

    private Ease(int[] held, int[] place, float[] weights) {
        this.held = held;
        this.place = place;
        this.weights = weights;
    }

    /**
     * @param most how many items are held at most: memory grows with its square, time with its cube
     * @param ridge λ, in people
     */
    public static Ease of(Choices choices, int most, double ridge) {
        var held = IntStream.range(0, choices.items())
                .filter(item -> choices.by(item) > 0)
                .boxed()
                .sorted((a, b) -> choices.by(a) != choices.by(b) ? choices.by(b) - choices.by(a) : a - b)
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
        var place = new int[choices.items()];
        Arrays.fill(place, -1);
        for (var n = 0; n < held.length; n++) {
            place[held[n]] = n;
        }
        var size = held.length;
        var weights = new float[size * size];
        Workers.each(size, row -> {
            for (var at = choices.columnFrom(held[row]); at < choices.columnFrom(held[row] + 1); at++) {
                var user = choices.columnUsers()[at];
                for (var n = choices.rowFrom(user); n < choices.rowFrom(user + 1); n++) {
                    var column = place[choices.rowItems()[n]];
                    if (column >= 0) {
                        weights[row * size + column]++;
                    }
                }
            }
            weights[row * size + row] += (float) ridge;
        });
        SymmetricInverse.invert(weights, size);
        var scale = new float[size];
        for (var n = 0; n < size; n++) {
            scale[n] = -1 / weights[n * size + n];
        }
        Workers.each(size, row -> {
            for (var column = 0; column < size; column++) {
                weights[row * size + column] *= scale[column];
            }
            weights[row * size + row] = 0;
        });
        return new Ease(held, place, weights);
    }

    /** The scores of all items, 0 for those that are not held; overwritten. */
    public void score(int[] items, float[] by, float[] scores) {
        var size = held.length;
        var sum = new float[size];
        for (var n = 0; n < items.length; n++) {
            if (place[items[n]] >= 0) {
                Dense.add(sum, 0, by[n], weights, place[items[n]] * size, size);
            }
        }
        Arrays.fill(scores, 0);
        for (var n = 0; n < size; n++) {
            scores[held[n]] = sum[n];
        }
    }
}
