package app.godo.reco.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

class LearningToRankTest {

    private static final int[] HEADS = {10};

    @Test
    void ndcg_is_what_is_gained_of_the_ideal() {
        var scores = new double[] {0.1, 0.9, 0.5};
        var relevance = new float[] {1, 0, 1};

        var ndcg = Blend.ndcg(scores, 0, 3, relevance, 2, new int[] {2});

        // found at the second place only; ideal are both
        assertThat(ndcg).isCloseTo((1 / Math.log(3)) / (1 / Math.log(2) + 1 / Math.log(3)), within(1e-12));
    }

    @Test
    void who_cannot_tell_apart_gains_nothing() {
        assertThat(Blend.ndcg(new double[] {1, 1, 1}, 0, 3, new float[] {1, 0, 0}, 1, new int[] {2}))
                .isZero();
    }

    @Test
    @DisplayName("a blend is never below any signal that it was learned from, popularity among them")
    void a_blend_is_never_below_any_signal() {
        for (var seed = 0; seed < 20; seed++) {
            var lists = lists(30, 40, 4, seed);
            var blend = Blend.of(lists);
            for (var signal = 0; signal < 4; signal++) {
                var s = signal;
                var alone = new double[lists.relevance().length];
                Arrays.setAll(alone, row -> lists.rows()[row * 4 + s]);
                assertThat(blend.ndcg()).isGreaterThanOrEqualTo(Blend.mean(lists, alone));
            }
        }
    }

    @Test
    void a_blend_finds_that_two_signals_together_say_more() {
        var lists = lists(200, 40, 2, 1);

        var blend = Blend.of(lists);

        assertThat(blend.weight(0)).isGreaterThan(0);
        assertThat(blend.weight(1)).isGreaterThan(0);
    }

    @Test
    void trees_on_top_of_scores_bring_what_is_sought_to_the_head() {
        var lists = lists(200, 40, 3, 2);
        var nothing = new double[lists.relevance().length];

        var trees = Trees.heads(lists, nothing, new Trees.Settings(40, 8, 0.1, 0.5, 1, 1, 1, 1));

        var scores = new double[nothing.length];
        Arrays.setAll(scores, row -> trees.score(lists.rows(), row * 3));
        assertThat(Blend.mean(lists, scores)).isGreaterThan(Blend.mean(lists, nothing) + 0.2);
    }

    @Test
    void rankers_over_samples_agree_with_rankers_over_whole_lists() {
        var lists = lists(150, 60, 2, 3);
        var whole = Logistic.ranking(
                lists.rows(), 2, lists.start(), lists.relevance(), Made.ones(lists.relevance().length), 1);
        var random = new Random(4);
        // a third of what was not chosen, each standing for three
        var kept = IntStream.range(0, lists.relevance().length)
                .filter(row -> lists.relevance()[row] > 0 || random.nextInt(3) == 0)
                .toArray();
        var start = new int[lists.size() + 1];
        for (var n = 1; n < start.length; n++) {
            var end = lists.start()[n];
            start[n] = (int) Arrays.stream(kept).filter(row -> row < end).count();
        }
        var rows = new float[kept.length * 2];
        var relevance = new float[kept.length];
        var stands = new float[kept.length];
        for (var n = 0; n < kept.length; n++) {
            System.arraycopy(lists.rows(), kept[n] * 2, rows, n * 2, 2);
            relevance[n] = lists.relevance()[kept[n]];
            stands[n] = relevance[n] > 0 ? 1 : 3;
        }

        var sampled = Logistic.ranking(rows, 2, start, relevance, stands, 1);

        assertThat(sampled.score(new float[] {1, 0}, 0) - sampled.score(new float[] {0, 0}, 0))
                .isCloseTo(whole.score(new float[] {1, 0}, 0) - whole.score(new float[] {0, 0}, 0), within(0.2));
    }

    @Test
    void boosted_trees_learn_what_no_sum_can() {
        var rows = exclusive(2000);
        var yes = answers(rows);

        var trees = Trees.boosted(rows, 2, yes, new Trees.Settings(60, 4, 0.3, 1, 1, 1, 1, 1));
        var additive = Logistic.of(rows, 2, yes, 1);

        assertThat(auc(trees::score, rows, yes)).isGreaterThan(0.99);
        assertThat(auc(additive::score, rows, yes)).isLessThan(0.6);
    }

    @Test
    void a_forest_gives_the_share_of_yes_around() {
        var rows = exclusive(3000);
        var yes = answers(rows);
        var random = new Random(5);
        for (var n = 0; n < yes.length; n++) {
            yes[n] = random.nextDouble() < (yes[n] > 0 ? 0.8 : 0.1) ? 1 : 0;
        }

        var forest = Trees.forest(rows, 2, yes, new Trees.Settings(40, 8, 1, 20, 0, 0.7, 1, 1));

        assertThat(forest.score(new float[] {0.9f, 0.1f}, 0)).isCloseTo(0.8, within(0.1));
        assertThat(forest.score(new float[] {0.9f, 0.9f}, 0)).isCloseTo(0.1, within(0.1));
    }

    @Test
    void an_additive_model_finds_the_weights_that_made_the_answers() {
        var random = new Random(6);
        var rows = new float[8000];
        var yes = new float[4000];
        for (var n = 0; n < yes.length; n++) {
            rows[2 * n] = (float) random.nextGaussian();
            rows[2 * n + 1] = (float) random.nextGaussian();
            yes[n] = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 + 1.5 * rows[2 * n] - rows[2 * n + 1]))) ? 1 : 0;
        }

        var model = Logistic.of(rows, 2, yes, 0.1);

        var none = model.score(new float[] {0, 0}, 0);
        assertThat(none).isCloseTo(0.5, within(0.15));
        assertThat(model.score(new float[] {1, 0}, 0) - none).isCloseTo(1.5, within(0.2));
        assertThat(model.score(new float[] {0, 1}, 0) - none).isCloseTo(-1, within(0.2));
        assertThat(model.score(new float[] {Float.NaN, 0}, 0)).isCloseTo(none, within(0.1));
    }

    @Test
    void a_contribution_is_the_part_of_the_score_that_a_feature_brings() {
        var rows = exclusive(500);
        var model = Logistic.of(rows, 2, answers(rows), 1);

        var parts = model.contribution(rows, 0, 0) + model.contribution(rows, 0, 1);

        var others = model.contribution(rows, 2, 0) + model.contribution(rows, 2, 1);
        assertThat(model.score(rows, 0) - model.score(rows, 2)).isCloseTo(parts - others, within(1e-9));
    }

    @Test
    void the_same_seed_grows_the_same_trees() {
        var rows = exclusive(500);
        var yes = answers(rows);
        var settings = new Trees.Settings(20, 6, 0.1, 1, 1, 0.5, 0.5, 8);

        var one = Trees.boosted(rows, 2, yes, settings);
        var again = Trees.boosted(rows, 2, yes, settings);

        for (var n = 0; n < yes.length; n++) {
            assertThat(one.score(rows, 2 * n)).isEqualTo(again.score(rows, 2 * n));
        }
    }

    private interface Scored {
        double score(float[] rows, int from);
    }

    private static double auc(Scored by, float[] rows, float[] yes) {
        var scores = new double[yes.length];
        Arrays.setAll(scores, n -> by.score(rows, 2 * n));
        return Calibration.auc(scores, yes);
    }

    private static float[] exclusive(int size) {
        var random = new Random(7);
        var rows = new float[2 * size];
        for (var n = 0; n < rows.length; n++) {
            rows[n] = random.nextFloat();
        }
        return rows;
    }

    /** One of the two is large, not both. */
    private static float[] answers(float[] rows) {
        var yes = new float[rows.length / 2];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = rows[2 * n] > 0.5 != rows[2 * n + 1] > 0.5 ? 1 : 0;
        }
        return yes;
    }

    /** Lists in which the first two signals each say something of what is relevant, and others nothing. */
    private static Blend.Lists lists(int lists, int length, int signals, long seed) {
        var random = new Random(seed);
        var start = new int[lists + 1];
        Arrays.setAll(start, n -> n * length);
        var rows = new float[lists * length * signals];
        var relevance = new float[lists * length];
        var relevant = new int[lists];
        for (var row = 0; row < relevance.length; row++) {
            relevance[row] = random.nextInt(8) == 0 ? 1 : 0;
            relevant[row / length] += (int) relevance[row];
            for (var s = 0; s < signals; s++) {
                rows[row * signals + s] = (float) random.nextGaussian() + (s < 2 ? 1.2f * relevance[row] : 0);
            }
        }
        return new Blend.Lists(rows, signals, start, relevance, relevant, HEADS);
    }
}
