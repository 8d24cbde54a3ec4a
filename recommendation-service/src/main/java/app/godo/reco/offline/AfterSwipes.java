package app.godo.reco.offline;

import app.godo.reco.models.Calibration;
import app.godo.reco.models.GaussianTastes;
import app.godo.reco.models.Logistic;
import app.godo.reco.models.Trees;
import app.godo.reco.models.Workers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How likely a newcomer's yes is after so many swipes: a normal distribution folded in, and what nearest people said, brought
 * together by models that are trained on people as if they were newcomers.
 */
final class AfterSwipes {

    private static final int FEATURES = 12;
    private static final int ROUNDS = 8;
    private static final int ROWS_EACH = 16;
    /** One person of so many is taken for a newcomer, the others are their neighbours. */
    private static final int REFERENCE = 3;

    private static final int DRAWS = 3;

    private final Task task;
    private final Names people = new Names();
    private final Names things = new Names();
    private final Label label;
    private final int[][] items;
    private final float[][] said;
    /** By person, what they said or would, by the distribution. */
    private final float[][] filled;

    private final GaussianTastes tastes;
    private final double[] liked;
    private final double scale;

    AfterSwipes(Task task) throws IOException {
        this.task = task;
        var train = task.train();
        label = Label.of(task.label());
        var user = people.numbers(train, "user");
        var item = things.numbers(train, "item");
        things.numbers(task.queries(), "item");
        var value = train.numbers(label.column());
        items = new int[people.size()][];
        said = new float[people.size()][];
        group(user, item, value, items, said);
        tastes = GaussianTastes.of(things.size(), items, said, ROUNDS, 20);
        var everything = IntStream.range(0, things.size()).toArray();
        filled = new float[items.length][];
        Workers.each(items.length, u -> {
            filled[u] = new float[everything.length];
            var expected = tastes.expected(items[u], said[u], everything);
            for (var i = 0; i < everything.length; i++) {
                filled[u][i] = (float) expected[i].mean();
            }
            for (var n = 0; n < items[u].length; n++) {
                filled[u][items[u][n]] = said[u][n];
            }
        });
        liked = new double[things.size()];
        var count = new double[things.size()];
        var variance = 0.0;
        for (var n = 0; n < value.length; n++) {
            liked[item[n]] += label.yes(value[n]) ? 1 : 0;
            count[item[n]]++;
        }
        for (var i = 0; i < liked.length; i++) {
            liked[i] = (liked[i] + 2) / (count[i] + 4);
            variance += tastes.covariance(i, i) / liked.length;
        }
        scale = Math.sqrt(variance);
    }

    private static void group(int[] user, int[] item, double[] value, int[][] items, float[][] said) {
        var count = new int[items.length];
        for (var u : user) {
            count[u]++;
        }
        for (var u = 0; u < items.length; u++) {
            items[u] = new int[count[u]];
            said[u] = new float[count[u]];
        }
        Arrays.fill(count, 0);
        for (var n = 0; n < user.length; n++) {
            items[user[n]][count[user[n]]] = item[n];
            said[user[n]][count[user[n]]++] = (float) value[n];
        }
    }

    void write(Path out) throws IOException {
        var ranker = learn();
        var queries = task.queries();
        var newcomers = new Names();
        var user = newcomers.numbers(queries, "user");
        var item = things.numbers(queries, "item");
        var asked = new int[newcomers.size()][];
        group(user, item, new double[user.length], asked, new float[newcomers.size()][]);
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (var k : task.ks()) {
                var table = task.swipes(k);
                var own = new int[newcomers.size()][];
                var ownSaid = new float[newcomers.size()][];
                group(
                        newcomers.numbers(table, "user"),
                        things.numbers(table, "item"),
                        table.numbers(label.column()),
                        own,
                        ownSaid);
                var probabilities = new double[asked.length][];
                Workers.each(asked.length, u -> {
                    var rows = new float[asked[u].length * FEATURES];
                    fill(own[u], ownSaid[u], asked[u], rows);
                    probabilities[u] = IntStream.range(0, asked[u].length)
                            .mapToDouble(n -> ranker.probability(rows, n * FEATURES))
                            .toArray();
                });
                for (var u = 0; u < asked.length; u++) {
                    for (var n = 0; n < asked[u].length; n++) {
                        writer.write("%d\t%s\t%s\t%.6f%n"
                                .formatted(k, newcomers.name(u), things.name(asked[u][n]), probabilities[u][n]));
                    }
                }
            }
        }
    }

    private record Judging(Logistic additive, Trees trees, double share, Calibration calibration) {

        double probability(float[] rows, int from) {
            return calibration.probability((1 - share) * additive.score(rows, from) + share * trees.score(rows, from));
        }
    }

    /**
     * A third of the people are taken for newcomers among the others, each several times: nobody is among their own neighbours,
     * which would give away what they said. Two thirds of them teach, the others tell how much the trees count and what a score
     * means.
     */
    private Judging learn() {
        var draws = items.length / REFERENCE * DRAWS;
        var rows = new float[draws][];
        var yes = new float[draws][];
        Workers.each(draws, draw -> {
            var person = draw / DRAWS * REFERENCE;
            var random = new Random(draw);
            List<Integer> order = new ArrayList<>(
                    IntStream.range(0, items[person].length).boxed().toList());
            Collections.shuffle(order, random);
            var k = Math.min(task.ks().get(random.nextInt(task.ks().size())), order.size() * 2 / 3);
            var own = new int[k];
            var ownSaid = new float[k];
            for (var n = 0; n < k; n++) {
                own[n] = items[person][order.get(n)];
                ownSaid[n] = said[person][order.get(n)];
            }
            var asked = new int[Math.min(ROWS_EACH, order.size() - k)];
            yes[draw] = new float[asked.length];
            for (var n = 0; n < asked.length; n++) {
                asked[n] = items[person][order.get(k + n)];
                yes[draw][n] = label.yes(said[person][order.get(k + n)]) ? 1 : 0;
            }
            rows[draw] = new float[asked.length * FEATURES];
            fill(own, ownSaid, asked, rows[draw]);
        });
        var border = draws / DRAWS * 2 / 3 * DRAWS;
        var x = join(rows, 0, border);
        var y = join(yes, 0, border);
        var additive = Logistic.of(x, FEATURES, y, 1);
        var trees = Trees.boosted(x, FEATURES, y, new Trees.Settings(200, 16, 0.05, 20, 5, 0.7, 0.6, 1));
        var held = join(rows, border, draws);
        var truth = join(yes, border, draws);
        Judging best = null;
        var lowest = Double.MAX_VALUE;
        for (var share = 0.0; share <= 1; share += 0.25) {
            var by = share;
            var scores = new double[truth.length];
            Arrays.setAll(
                    scores, n -> (1 - by) * additive.score(held, n * FEATURES) + by * trees.score(held, n * FEATURES));
            var calibration = Calibration.of(scores, truth);
            var loss = Calibration.logLoss(
                    Arrays.stream(scores).map(calibration::probability).toArray(), truth);
            if (loss < lowest) {
                lowest = loss;
                best = new Judging(additive, trees, share, calibration);
            }
            System.err.printf(
                    "inner log loss %.4f, AUC %.4f with %.2f of trees%n", loss, Calibration.auc(scores, truth), share);
        }
        return best;
    }

    private static float[] join(float[][] parts, int from, int to) {
        var size = 0;
        for (var n = from; n < to; n++) {
            size += parts[n].length;
        }
        var joined = new float[size];
        var at = 0;
        for (var n = from; n < to; n++) {
            System.arraycopy(parts[n], 0, joined, at, parts[n].length);
            at += parts[n].length;
        }
        return joined;
    }

    private void fill(int[] own, float[] ownSaid, int[] asked, float[] rows) {
        var expected = tastes.expected(own, ownSaid, asked);
        var near = near(own, ownSaid);
        var votes = votes(near, asked, 1);
        var closer = votes(near, asked, 3);
        double sum = 0, over = 0, high = 0;
        for (var n = 0; n < own.length; n++) {
            sum += ownSaid[n];
            over += ownSaid[n] - tastes.mean(own[n]);
            high += label.yes(ownSaid[n]) ? 1 : 0;
        }
        for (var n = 0; n < asked.length; n++) {
            var at = n * FEATURES;
            var prior = liked[asked[n]];
            rows[at] = (float) ((expected[n].mean() - label.least()) / expected[n].deviation());
            rows[at + 1] = (float) (expected[n].mean() / scale);
            rows[at + 2] = (float) (expected[n].deviation() / scale);
            rows[at + 3] = (float) Math.log(prior / (1 - prior));
            rows[at + 4] = (float) logit(votes[n]);
            rows[at + 5] = (float) logit(closer[n]);
            rows[at + 6] = (float) (sum / (own.length + 1) / scale);
            rows[at + 7] = (float) (over / (own.length + 1) / scale);
            rows[at + 8] = (float) ((high + 1.2) / (own.length + 2));
            rows[at + 9] = (float) Math.log1p(own.length);
            rows[at + 10] = spread(ownSaid) / (float) scale;
            rows[at + 11] = (float) (tastes.mean(asked[n]) / scale);
        }
    }

    private static float spread(float[] said) {
        if (said.length < 2) {
            return Float.NaN;
        }
        double sum = 0, squares = 0;
        for (var s : said) {
            sum += s;
            squares += s * s;
        }
        return (float) Math.sqrt(Math.max(0, squares / said.length - sum * sum / said.length / said.length));
    }

    private static double logit(double p) {
        var q = Math.clamp(p, 0.01, 0.99);
        return Math.log(q / (1 - q));
    }

    /** How far what every person of the reference says is from these words, in square deviations. */
    private float[] near(int[] own, float[] ownSaid) {
        var near = new float[filled.length];
        for (var u = 0; u < near.length; u++) {
            var sum = 0f;
            for (var n = 0; n < own.length; n++) {
                var off = filled[u][own[n]] - ownSaid[n];
                sum += off * off;
            }
            near[u] = u % REFERENCE == 0 ? Float.POSITIVE_INFINITY : (float) (sum / scale / scale);
        }
        return near;
    }

    private double[] votes(float[] near, int[] asked, double sharpness) {
        var nearest = Float.POSITIVE_INFINITY;
        for (var d : near) {
            nearest = Math.min(nearest, d);
        }
        var yes = new double[asked.length];
        var total = 0.0;
        for (var u = 0; u < near.length; u++) {
            var weight = Math.exp(-0.5 * sharpness * (near[u] - nearest) / Math.sqrt(1 + nearest));
            if (weight > 1e-3) {
                total += weight;
                for (var n = 0; n < asked.length; n++) {
                    yes[n] += label.yes(filled[u][asked[n]]) ? weight : 0;
                }
            }
        }
        for (var n = 0; n < asked.length; n++) {
            yes[n] = (yes[n] + 3 * liked[asked[n]]) / (total + 3);
        }
        return yes;
    }
}
