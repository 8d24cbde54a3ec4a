package app.godo.reco.models;

import org.ejml.simple.SimpleMatrix;

import java.util.Arrays;
import java.util.Random;

/** Made-up choices for tests, and the same as dense matrices. */
final class Made {

    private Made() {}

    static Choices choices(int users, int items, double share, long seed) {
        var random = new Random(seed);
        var user = new int[users * items];
        var item = new int[users * items];
        var size = 0;
        for (var u = 0; u < users; u++) {
            for (var i = 0; i < items; i++) {
                if (random.nextDouble() < share) {
                    user[size] = u;
                    item[size++] = i;
                }
            }
        }
        return Choices.of(users, items, Arrays.copyOf(user, size), Arrays.copyOf(item, size));
    }

    static SimpleMatrix dense(Choices choices) {
        var dense = new SimpleMatrix(choices.users(), choices.items());
        for (var user = 0; user < choices.users(); user++) {
            for (var item : choices.row(user)) {
                dense.set(user, item, 1);
            }
        }
        return dense;
    }

    static float[] ones(int size) {
        var ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
