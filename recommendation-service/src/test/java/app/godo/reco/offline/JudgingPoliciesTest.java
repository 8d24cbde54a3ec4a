package app.godo.reco.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Judges policies whose worth is known by what others logged. */
class JudgingPoliciesTest {

    private static final int SEEDS = 100;

    @Test
    void the_estimates_are_those_of_the_books() {
        var found = OffPolicy.of(List.of(
                new Impression(1, 0.5, 0.25, 0.6, 0.4, 0),
                new Impression(0, 0.25, 0.5, 0.2, 0.4, 1),
                new Impression(1, 0.5, 0.5, 0.5, 0.3, 2),
                new Impression(1, 0.2, 0, 0.1, 0.3, 3)));

        // weights .5, 2, 1, 0
        assertThat(found.naive().value()).isCloseTo(0.75, within(1e-12));
        assertThat(found.ips().value()).isCloseTo(1.5 / 4, within(1e-12));
        assertThat(found.snips().value()).isCloseTo(1.5 / 3.5, within(1e-12));
        assertThat(found.dr().value())
                .isCloseTo((0.4 + 0.5 * 0.4 + 0.4 - 2 * 0.2 + 0.3 + 0.5 + 0.3) / 4, within(1e-12));
        assertThat(found.effectiveSampleSize()).isCloseTo(3.5 * 3.5 / 5.25, within(1e-12));
        assertThat(found.meanWeight()).isCloseTo(3.5 / 4, within(1e-12));
        // the deviation of .5, 0, 1, 0 over the root of four
        assertThat(found.ips().high() - found.ips().value()).isCloseTo(1.959964 * 0.4787136 / 2, within(1e-6));
    }

    @Test
    @DisplayName("F-18: the worth of a policy that was never in place is within its interval in about 95 of 100 runs")
    void the_truth_is_within_its_interval() {
        assertThat(held(OffPolicy::ips)).isBetween(90, 99);
        assertThat(held(OffPolicy::snips)).isBetween(90, 99);
        assertThat(held(OffPolicy::dr)).isBetween(90, 99);
        // what the policy in place earned is not what the other would
        assertThat(held(OffPolicy::naive)).isLessThan(30);
    }

    private static int held(Function<OffPolicy, OffPolicy.Estimate> estimate) {
        return (int) IntStream.range(0, SEEDS)
                .filter(seed -> {
                    var city = new SmallCity(seed);
                    var found = OffPolicy.of(city.logged(600, 5, 1_000 + seed));
                    return estimate.apply(found).holds(city.truth());
                })
                .count();
    }

    @Test
    void a_wrong_model_leaves_the_doubly_robust_estimate_right_and_a_true_one_makes_it_sharp() {
        var city = new SmallCity(3);
        var sharp = OffPolicy.of(city.logged(20_000, 1, 4));
        city.model = new double[city.likes.length][city.likes[0].length];
        for (var kind : city.model) {
            Arrays.fill(kind, 0.9);
        }
        var misled = OffPolicy.of(city.logged(20_000, 1, 4));

        assertThat(misled.dr().holds(city.truth())).isTrue();
        assertThat(sharp.dr().holds(city.truth())).isTrue();
        assertThat(width(sharp.dr())).isLessThan(width(misled.dr()));
        assertThat(width(sharp.dr())).isLessThan(width(sharp.ips()));
        assertThat(sharp.effectiveSampleSize()).isBetween(2_000.0, 15_000.0);
    }

    private static double width(OffPolicy.Estimate estimate) {
        return estimate.high() - estimate.low();
    }

    @Test
    void what_one_person_is_shown_is_not_taken_for_what_many_are() {
        var one = new SmallCity(5).logged(500, 1, 6);
        var often = new ArrayList<Impression>();
        IntStream.range(0, 4).forEach(time -> often.addAll(one));

        assertThat(width(OffPolicy.of(often).snips()))
                .isCloseTo(width(OffPolicy.of(one).snips()), within(1e-9));
    }

    @Test
    void what_the_policy_in_place_never_shows_cannot_be_judged() {
        assertThatThrownBy(() -> OffPolicy.of(List.of(new Impression(1, 0.5, 0, 0, 0, 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Impression(1, 0, 0.5, 0, 0, 0)).hasMessageContaining("propensity");
        assertThatThrownBy(() -> new Impression(1, 0.5, 1.5, 0, 0, 0)).hasMessageContaining("probability");
    }

    @Test
    @DisplayName("F-18: by command, from the files of the Open Bandit Dataset: what another policy earned is found")
    void by_command(@TempDir Path folder) throws Exception {
        var even = new double[] {0.2, 0.2, 0.2, 0.2, 0.2};
        var keen = new double[] {0.1, 0.1, 0.1, 0.2, 0.5};
        var log = file(folder.resolve("even.csv"), even, 20_000, 1);
        var judged = file(folder.resolve("keen.csv"), keen, 20_000, 2);

        var said = said(log.toString(), judged.toString());

        // clicks of .05, .1, .15, .2 and .25: .15 for all alike, .195 for what is shown more of the better ones
        assertThat(numbers(said, "as logged")[0]).isCloseTo(0.15, within(0.01));
        for (var estimate : List.of("IPS", "SNIPS", "DR")) {
            var found = numbers(said, estimate);
            assertThat(found[0]).isCloseTo(0.195, within(0.012));
            assertThat(found[1]).isLessThan(found[0]);
            assertThat(found[2]).isGreaterThan(found[0]);
        }
        // 1 over the mean square of the weights: .5, .5, .5, 1 and 2.5
        assertThat(numbers(said, "effective sample size")[0]).isCloseTo(20_000 / 1.6, within(200.0));
        assertThatThrownBy(() -> said("nowhere")).hasMessageContaining("LOG JUDGED");
    }

    private static Path file(Path file, double[] shares, int impressions, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var lines = new ArrayList<String>();
        lines.add(",timestamp,item_id,position,click,propensity_score");
        for (var n = 0; n < impressions; n++) {
            var item = SmallCity.drawn(shares, random);
            var click = random.nextDouble() < 0.05 * (item + 1) ? 1 : 0;
            lines.add("%d,now,%d,%d,%d,%s".formatted(n, item, 1 + random.nextInt(3), click, shares[item]));
        }
        return Files.write(file, lines);
    }

    private static String said(String... arguments) throws Exception {
        var out = new ByteArrayOutputStream();
        OffPolicyEvaluation.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The numbers of the line that begins so. */
    private static double[] numbers(String said, String line) {
        var found = said.lines()
                .filter(one -> one.startsWith(line + " "))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(found.substring(line.length())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^0-9. ]", " ")
                        .strip()
                        .split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
