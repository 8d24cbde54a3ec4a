package app.godo.reco.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.IntStream;

class JudgementsTest {

    @Test
    void what_everybody_said_of_everything_gives_the_plain_mean_and_covariance() {
        var random = new Random(1);
        var people = 400;
        var items = new int[people][];
        var said = new float[people][];
        for (var u = 0; u < people; u++) {
            items[u] = new int[] {0, 1, 2};
            var taste = (float) random.nextGaussian();
            said[u] = new float[] {taste + 1, taste * 2, (float) random.nextGaussian()};
        }

        var tastes = GaussianTastes.of(3, items, said, 3, 0);

        for (var i = 0; i < 3; i++) {
            for (var j = 0; j < 3; j++) {
                assertThat(tastes.covariance(i, j)).isCloseTo(covariance(said, i, j), within(1e-4));
            }
        }
    }

    @Test
    void what_a_newcomer_will_say_is_the_conditional_normal_distribution() {
        var random = new Random(2);
        var items = new int[300][];
        var said = new float[300][];
        for (var u = 0; u < 300; u++) {
            items[u] = u % 3 == 0 ? new int[] {0} : new int[] {0, 1};
            var taste = (float) random.nextGaussian();
            said[u] = new float[] {taste, (float) (taste + random.nextGaussian() * 0.5)};
        }
        var tastes = GaussianTastes.of(2, items, said, 10, 5);
        var slope = tastes.covariance(0, 1) / tastes.covariance(0, 0);

        var expected = tastes.expected(new int[] {0}, new float[] {1.5f}, new int[] {1})[0];

        assertThat(expected.mean()).isCloseTo(tastes.mean(1) + slope * (1.5 - tastes.mean(0)), within(1e-6));
        assertThat(expected.deviation())
                .isCloseTo(Math.sqrt(tastes.covariance(1, 1) - slope * tastes.covariance(0, 1)), within(1e-6));
        assertThat(slope).isCloseTo(1, within(0.15));
    }

    @Test
    void who_said_nothing_is_expected_to_be_like_everybody() {
        var tastes = GaussianTastes.of(1, new int[][] {{0}, {0}}, new float[][] {{1}, {3}}, 2, 0);

        assertThat(tastes.expected(new int[0], new float[0], new int[] {0})[0].mean())
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void factors_with_biases_come_near_what_was_said() {
        var random = new Random(3);
        int users = 60, items = 40;
        var user = IntStream.range(0, users * items)
                .filter(n -> n % 3 != 0)
                .map(n -> n / items)
                .toArray();
        var item = IntStream.range(0, users * items)
                .filter(n -> n % 3 != 0)
                .map(n -> n % items)
                .toArray();
        var value = new float[user.length];
        var taste = random.doubles(users, -1, 1).toArray();
        var kind = random.doubles(items, -1, 1).toArray();
        for (var n = 0; n < value.length; n++) {
            value[n] = (float) (3 + taste[user[n]] * kind[item[n]] + 0.3 * kind[item[n]]);
        }
        var settings = new BiasedFactors.Settings(4, 60, 0.02, 0.01, 0.01, 1);

        var model = BiasedFactors.of(users, items, user, item, value, settings);

        // what was left out, too
        var off = IntStream.range(0, users * items)
                .filter(n -> n % 3 == 0)
                .mapToDouble(n -> Math.pow(
                        model.score(n / items, n % items)
                                - (3 + taste[n / items] * kind[n % items] + 0.3 * kind[n % items]),
                        2))
                .average()
                .orElseThrow();
        assertThat(off).isLessThan(0.03);
        assertThat(BiasedFactors.of(users, items, user, item, value, settings).score(5, 6))
                .isEqualTo(model.score(5, 6));
    }

    @Test
    void calibration_undoes_a_line_through_the_log_odds() {
        var random = new Random(4);
        var scores = random.doubles(20_000, -2, 2).toArray();
        var yes = new float[scores.length];
        for (var n = 0; n < yes.length; n++) {
            yes[n] = random.nextDouble() < 1 / (1 + Math.exp(-(2 * scores[n] - 0.5))) ? 1 : 0;
        }

        var calibration = Calibration.of(scores, yes);

        assertThat(calibration.probability(0)).isCloseTo(1 / (1 + Math.exp(0.5)), within(0.02));
        assertThat(calibration.probability(1)).isCloseTo(1 / (1 + Math.exp(-1.5)), within(0.02));
    }

    @Test
    void auc_is_the_share_of_pairs_in_the_right_order_and_ties_count_half() {
        assertThat(Calibration.auc(new double[] {1, 2, 2, 3}, new float[] {0, 0, 1, 1}))
                .isCloseTo(3.5 / 4, within(1e-12));
    }

    @Test
    void log_loss_is_the_mean_surprise() {
        assertThat(Calibration.logLoss(new double[] {0.5, 0.25}, new float[] {1, 0}))
                .isCloseTo(-(Math.log(0.5) + Math.log(0.75)) / 2, within(1e-12));
    }

    @Test
    void tallies_add_up_like_a_map() {
        var random = new Random(5);
        var tally = new LongTally();
        var map = new HashMap<Long, Float>();
        for (var n = 0; n < 20_000; n++) {
            var key = (long) random.nextInt(5000) << 30 | random.nextInt(2);
            tally.add(key, 1, 1);
            map.merge(key, 1f, Float::sum);
        }

        map.forEach((key, sum) -> assertThat(tally.sum(key)).isEqualTo(sum));
        assertThat(tally.count(-5)).isZero();
    }

    @Test
    void the_best_come_first_and_among_equals_the_lower_number() {
        var random = new Random(6);
        var scores = new float[500];
        for (var n = 0; n < scores.length; n++) {
            scores[n] = random.nextInt(100) - 50;
        }
        var sorted = IntStream.range(0, 500)
                .boxed()
                .sorted((a, b) -> scores[a] != scores[b] ? Float.compare(scores[b], scores[a]) : a - b)
                .mapToInt(Integer::intValue)
                .toArray();

        assertThat(Order.best(scores, 20)).isEqualTo(Arrays.copyOf(sorted, 20));
        assertThat(Order.best(scores, 400)).isEqualTo(Arrays.copyOf(sorted, 400));
        assertThat(Order.best(scores, 900)).isEqualTo(sorted);
        assertThat(Order.best(scores, 0)).isEmpty();
    }

    @Test
    void a_kilometre_is_a_kilometre_north_and_east() {
        assertThat(Places.kilometres(40.7, -74, 40.7 + 1 / 111.195, -74)).isCloseTo(1, within(1e-6));
        assertThat(Places.kilometres(40.7, -74, 40.7, -74 + 1 / 111.195))
                .isCloseTo(Math.cos(Math.toRadians(40.7)), within(1e-6));
    }

    private static double covariance(float[][] said, int i, int j) {
        double si = 0, sj = 0, sij = 0;
        for (var s : said) {
            si += s[i];
            sj += s[j];
            sij += s[i] * s[j];
        }
        return sij / said.length - si / said.length * sj / said.length;
    }
}
