package app.godo.reco.models;

import java.util.Arrays;
import java.util.Random;

/**
 * Vectors of items and people whose product is near 1 where a person chose an item and near 0 elsewhere (Hu, Koren and Volinsky,
 * ICDM 2008, with the unobserved weight and frequency-scaled ridge of Rendle et al., Revisiting iALS, RecSys 2022, equation 4):
 * {@code Σ_chosen (1 - w·v)² + α0 Σ_all (w·v)² + λ(Σ_u f_u^ν |w_u|² + Σ_i f_i^ν |v_i|²)}, f = number of choices + α0 · size of
 * the other side. Fitted by turns, each solved roughly by three conjugate gradient steps from where it was (Takács et al.,
 * RecSys 2011).
 */
public final class ImplicitFactors {

    /**
     * @param size of a vector
     * @param unobserved α0
     * @param ridge λ
     * @param power ν
     */
    public record Settings(int size, double unobserved, double ridge, double power, int rounds, long seed) {}

    private final Settings settings;
    private final float[] items;
    private final float[] gram;
    private final int count;

    private ImplicitFactors(Settings settings, float[] items) {
        this.settings = settings;
        this.items = items;
        this.count = items.length / settings.size();
        this.gram = gram(items, settings.size());
    }

    public static ImplicitFactors of(Choices choices, Settings settings) {
        var size = settings.size();
        var random = new Random(settings.seed());
        var items = new float[choices.items() * size];
        var scale = 0.1 / Math.sqrt(size);
        for (var n = 0; n < items.length; n++) {
            items[n] = (float) (random.nextGaussian() * scale);
        }
        var users = new float[choices.users() * size];
        for (var round = 0; round < settings.rounds(); round++) {
            var steps = round == 0 ? 6 : 3;
            var ofItems = gram(items, size);
            Workers.each(
                    choices.users(),
                    user -> solve(
                            settings,
                            users,
                            user,
                            items,
                            ofItems,
                            choices.rowItems(),
                            choices.rowFrom(user),
                            choices.rowFrom(user + 1),
                            choices.items(),
                            steps));
            var ofUsers = gram(users, size);
            Workers.each(
                    choices.items(),
                    item -> solve(
                            settings,
                            items,
                            item,
                            users,
                            ofUsers,
                            choices.columnUsers(),
                            choices.columnFrom(item),
                            choices.columnFrom(item + 1),
                            choices.users(),
                            steps));
        }
        return new ImplicitFactors(settings, items);
    }

    static float[] gram(float[] vectors, int size) {
        var count = vectors.length / size;
        var pieces = new float[32][];
        Workers.each(32, piece -> {
            var sum = new float[size * size];
            for (var row = (int) ((long) count * piece / 32); row < (int) ((long) count * (piece + 1) / 32); row++) {
                for (var i = 0; i < size; i++) {
                    var x = vectors[row * size + i];
                    if (x != 0) {
                        Dense.add(sum, i * size, x, vectors, row * size, size);
                    }
                }
            }
            pieces[piece] = sum;
        });
        var gram = pieces[0];
        for (var piece = 1; piece < pieces.length; piece++) {
            for (var n = 0; n < gram.length; n++) {
                gram[n] += pieces[piece][n];
            }
        }
        return gram;
    }

    /** Conjugate gradients on {@code (α0·G + Σ v·vᵀ + λf^ν)·x = Σ v}. */
    private static void solve(
            Settings settings,
            float[] vectors,
            int row,
            float[] others,
            float[] gram,
            int[] chosen,
            int from,
            int to,
            int otherCount,
            int steps) {
        var size = settings.size();
        var x = Arrays.copyOfRange(vectors, row * size, (row + 1) * size);
        if (from == to) {
            Arrays.fill(vectors, row * size, (row + 1) * size, 0);
            return;
        }
        var a0 = (float) settings.unobserved();
        var ridge = ridge(settings, to - from, otherCount);
        var r = new float[size];
        var p = new float[size];
        var ap = new float[size];
        apply(a0, ridge, gram, others, chosen, from, to, x, r, size);
        for (var n = 0; n < size; n++) {
            r[n] = -r[n];
        }
        for (var at = from; at < to; at++) {
            Dense.add(r, 0, 1, others, chosen[at] * size, size);
        }
        System.arraycopy(r, 0, p, 0, size);
        var rr = Dense.dot(r, 0, r, 0, size);
        for (var step = 0; step < steps && rr > 1e-12; step++) {
            apply(a0, ridge, gram, others, chosen, from, to, p, ap, size);
            var by = rr / Dense.dot(p, 0, ap, 0, size);
            Dense.add(x, 0, by, p, 0, size);
            Dense.add(r, 0, -by, ap, 0, size);
            var next = Dense.dot(r, 0, r, 0, size);
            var beta = next / rr;
            for (var n = 0; n < size; n++) {
                p[n] = r[n] + beta * p[n];
            }
            rr = next;
        }
        System.arraycopy(x, 0, vectors, row * size, size);
    }

    private static float ridge(Settings settings, int chosen, int others) {
        return (float) (settings.ridge() * Math.pow(chosen + settings.unobserved() * others, settings.power()));
    }

    private static void apply(
            float a0,
            float ridge,
            float[] gram,
            float[] others,
            int[] chosen,
            int from,
            int to,
            float[] p,
            float[] into,
            int size) {
        for (var n = 0; n < size; n++) {
            into[n] = ridge * p[n];
        }
        for (var i = 0; i < size; i++) {
            Dense.add(into, 0, a0 * p[i], gram, i * size, size);
        }
        for (var at = from; at < to; at++) {
            var there = chosen[at] * size;
            Dense.add(into, 0, Dense.dot(others, there, p, 0, size), others, there, size);
        }
    }

    /** The vector of a person who chose these items, exactly; what {@link Person} comes to by single swipes. */
    public float[] foldIn(int[] chosen, float[] weights) {
        var person = new Person(chosen.length);
        for (var n = 0; n < chosen.length; n++) {
            person.add(chosen[n], weights[n]);
        }
        return person.vector();
    }

    public void score(float[] vector, int[] candidates, float[] scores) {
        var size = settings.size();
        for (var n = 0; n < candidates.length; n++) {
            scores[n] = Dense.dot(vector, 0, items, candidates[n] * size, size);
        }
    }

    /**
     * A person's state: the Cholesky factor of {@code α0·G + λf^ν·I + Σ c·v·vᵀ} and {@code Σ c·v}. One swipe is one update of
     * rank one (Gill, Golub, Murray and Saunders, Mathematics of Computation 1974, method C1), size² steps.
     */
    public final class Person {

        private final double[] factor;
        private final double[] sum;

        /** @param expected how many choices the ridge is scaled for; it stays as it is while swipes come in */
        public Person(int expected) {
            var size = settings.size();
            factor = new double[size * size];
            for (var n = 0; n < factor.length; n++) {
                factor[n] = settings.unobserved() * gram[n];
            }
            var ridge = ridge(settings, Math.max(1, expected), count);
            for (var n = 0; n < size; n++) {
                factor[n * size + n] += ridge;
            }
            Cholesky.factor(factor, size);
            sum = new double[size];
        }

        /** The person chose the item, with this weight. */
        public void add(int item, double weight) {
            var size = settings.size();
            var v = new double[size];
            for (var n = 0; n < size; n++) {
                var x = items[item * size + n];
                sum[n] += weight * x;
                v[n] = Math.sqrt(weight) * x;
            }
            Cholesky.update(factor, size, v, 1);
        }

        /** Undoes {@link #add}. */
        public void remove(int item, double weight) {
            var size = settings.size();
            var v = new double[size];
            for (var n = 0; n < size; n++) {
                var x = items[item * size + n];
                sum[n] -= weight * x;
                v[n] = Math.sqrt(weight) * x;
            }
            Cholesky.update(factor, size, v, -1);
        }

        public float[] vector() {
            var x = sum.clone();
            Cholesky.solve(factor, settings.size(), x);
            var vector = new float[x.length];
            for (var n = 0; n < x.length; n++) {
                vector[n] = (float) x[n];
            }
            return vector;
        }
    }
}
