package app.godo.reco.models;

import java.util.Arrays;
import java.util.Random;

/**
 * How much a person will like an item: {@code μ + b_u + b_i + q_i·(p_u + |N|^-½ Σ_{j∈N} y_j)}, N what the person judged at all
 * (Koren, SVD++, KDD 2008, equation 15), fitted by stochastic gradient descent in a fixed order. Judgements are in any unit.
 */
public final class BiasedFactors {

    /** @param rate the first step's length, each round's is a twentieth shorter */
    public record Settings(int size, int rounds, double rate, double ridge, double ridgeOfBias, long seed) {}

    private final int size;
    private final double mean;
    private final float[] userBias;
    private final float[] itemBias;
    private final float[] users;
    private final float[] items;
    /** Of each person p_u and what N adds. */
    private final float[] whole;

    private BiasedFactors(int size, double mean, int users, int items) {
        this.size = size;
        this.mean = mean;
        this.userBias = new float[users];
        this.itemBias = new float[items];
        this.users = new float[users * size];
        this.items = new float[items * size];
        this.whole = new float[users * size];
    }

    /** The judgements ({@code user[n]}, {@code item[n]}, {@code value[n]}). */
    public static BiasedFactors of(int users, int items, int[] user, int[] item, float[] value, Settings settings) {
        var sum = 0.0;
        for (var v : value) {
            sum += v;
        }
        var model = new BiasedFactors(settings.size(), sum / Math.max(1, value.length), users, items);
        var random = new Random(settings.seed());
        var implied = new float[items * settings.size()];
        for (var n = 0; n < model.items.length; n++) {
            model.items[n] = (float) (random.nextGaussian() * 0.05);
            implied[n] = (float) (random.nextGaussian() * 0.01);
        }
        for (var n = 0; n < model.users.length; n++) {
            model.users[n] = (float) (random.nextGaussian() * 0.05);
        }
        var start = new int[users + 1];
        for (var u : user) {
            start[u + 1]++;
        }
        for (var u = 0; u < users; u++) {
            start[u + 1] += start[u];
        }
        var rows = new int[user.length];
        var next = Arrays.copyOf(start, users);
        for (var n = 0; n < user.length; n++) {
            rows[next[user[n]]++] = n;
        }
        var order = new int[users];
        Arrays.setAll(order, n -> n);
        var rate = settings.rate();
        for (var round = 0; round < settings.rounds(); round++) {
            for (var n = users - 1; n > 0; n--) {
                var other = random.nextInt(n + 1);
                var swapped = order[n];
                order[n] = order[other];
                order[other] = swapped;
            }
            for (var u : order) {
                model.learn(u, rows, start[u], start[u + 1], item, value, implied, (float) rate, settings);
            }
            rate *= 0.95;
        }
        for (var u = 0; u < users; u++) {
            System.arraycopy(model.users, u * model.size, model.whole, u * model.size, model.size);
            var by = (float) (1 / Math.sqrt(Math.max(1, start[u + 1] - start[u])));
            for (var n = start[u]; n < start[u + 1]; n++) {
                Dense.add(model.whole, u * model.size, by, implied, item[rows[n]] * model.size, model.size);
            }
        }
        return model;
    }

    private void learn(
            int u,
            int[] rows,
            int from,
            int to,
            int[] item,
            float[] value,
            float[] implied,
            float rate,
            Settings settings) {
        if (from == to) {
            return;
        }
        var by = (float) (1 / Math.sqrt(to - from));
        var said = new float[size];
        for (var n = from; n < to; n++) {
            Dense.add(said, 0, by, implied, item[rows[n]] * size, size);
        }
        var before = said.clone();
        var ridge = (float) settings.ridge();
        var biasRidge = (float) settings.ridgeOfBias();
        for (var n = from; n < to; n++) {
            var i = item[rows[n]];
            var p = u * size;
            var q = i * size;
            var guess = mean + userBias[u] + itemBias[i];
            for (var f = 0; f < size; f++) {
                guess += items[q + f] * (users[p + f] + said[f]);
            }
            var off = (float) (value[rows[n]] - guess);
            userBias[u] += rate * (off - biasRidge * userBias[u]);
            itemBias[i] += rate * (off - biasRidge * itemBias[i]);
            for (var f = 0; f < size; f++) {
                var pu = users[p + f];
                var qi = items[q + f];
                users[p + f] += rate * (off * qi - ridge * pu);
                items[q + f] += rate * (off * (pu + said[f]) - ridge * qi);
                said[f] += rate * (off * qi - ridge * said[f]);
            }
        }
        // what all judgements of the person taught goes back to the items at once
        for (var f = 0; f < size; f++) {
            said[f] = (said[f] - before[f]) * by;
        }
        for (var n = from; n < to; n++) {
            Dense.add(implied, item[rows[n]] * size, 1, said, 0, size);
        }
    }

    public float score(int user, int item) {
        return (float) (mean + userBias[user] + itemBias[item])
                + Dense.dot(whole, user * size, items, item * size, size);
    }

    /** What is expected without any taste. */
    public float usual(int user, int item) {
        return (float) (mean + userBias[user] + itemBias[item]);
    }
}
