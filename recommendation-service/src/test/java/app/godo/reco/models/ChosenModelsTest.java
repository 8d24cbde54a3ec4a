package app.godo.reco.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class ChosenModelsTest {

    private final Choices choices = Made.choices(30, 12, 0.3, 1);
    private final int[] own = choices.row(0);
    private final int[] all = IntStream.range(0, 12).toArray();

    @Test
    void choices_that_come_twice_count_once_and_are_held_both_ways() {
        var twice = Choices.of(3, 4, new int[] {2, 0, 2, 2}, new int[] {3, 1, 0, 3});

        assertThat(twice.size()).isEqualTo(3);
        assertThat(twice.row(2)).containsExactly(0, 3);
        assertThat(twice.column(3)).containsExactly(2);
        assertThat(twice.of(1)).isZero();
    }

    @Test
    void ease_has_the_closed_form_of_its_paper() {
        var r = Made.dense(choices);
        var inverse =
                r.transpose().mult(r).plus(SimpleMatrix.identity(12).scale(3)).invert();
        var scores = new float[12];

        Ease.of(choices, 12, 3).score(own, Made.ones(own.length), scores);

        for (var j = 0; j < 12; j++) {
            var expected = 0.0;
            for (var i : own) {
                expected += i == j ? 0 : -inverse.get(i, j) / inverse.get(j, j);
            }
            assertThat((double) scores[j]).isCloseTo(expected, within(1e-4));
        }
    }

    @Test
    void ease_knows_nothing_of_items_that_did_not_fit() {
        var scores = new float[12];
        var rarest = IntStream.range(0, 12)
                .boxed()
                .min((a, b) -> choices.by(a) != choices.by(b) ? choices.by(a) - choices.by(b) : b - a)
                .orElseThrow();

        Ease.of(choices, 11, 3).score(own, Made.ones(own.length), scores);

        assertThat(scores[rarest]).isZero();
    }

    @Test
    void the_graph_filter_is_the_dense_product_it_stands_for() {
        var r = Made.dense(choices);
        var m = new SimpleMatrix(30, 12);
        var power = new double[12];
        for (var i = 0; i < 12; i++) {
            power[i] = Math.pow(choices.by(i), -0.4);
            for (var u = 0; u < 30; u++) {
                m.set(u, i, r.get(u, i) * Math.pow(Math.max(1, choices.of(u)), -0.5) * power[i]);
            }
        }
        var twoSteps = m.transpose().mult(m);
        var v = m.svd().getV().cols(0, 4);
        var lowPass = v.mult(v.transpose());
        var graph = ItemGraph.of(choices, new ItemGraph.Settings(0.5, 0.4, 4, 1));
        var near = new float[12];
        var smooth = new float[12];

        graph.neighbours(own, Made.ones(own.length), near);
        graph.smooth(own, Made.ones(own.length), all, smooth);

        for (var j = 0; j < 12; j++) {
            var steps = 0.0;
            var low = 0.0;
            for (var i : own) {
                // two steps already weigh both ends by their popularity once, in m
                steps += twoSteps.get(i, j);
                low += power[i] * lowPass.get(i, j) / power[j];
            }
            assertThat((double) near[j]).isCloseTo(steps, within(1e-4));
            assertThat((double) smooth[j]).isCloseTo(low, within(2e-2));
        }
    }

    @Test
    void swipes_folded_in_one_by_one_are_the_least_squares_of_all_at_once() {
        var settings = new ImplicitFactors.Settings(5, 0.2, 0.05, 1, 8, 1);
        var factors = ImplicitFactors.of(choices, settings);
        var vectors = new SimpleMatrix(12, 5);
        var unit = new float[1];
        for (var i = 0; i < 12; i++) {
            for (var f = 0; f < 5; f++) {
                var axis = new float[5];
                axis[f] = 1;
                factors.score(axis, new int[] {i}, unit);
                vectors.set(i, f, unit[0]);
            }
        }
        var a = vectors.transpose()
                .mult(vectors)
                .scale(0.2)
                .plus(SimpleMatrix.identity(5).scale(0.05 * (own.length + 0.2 * 12)));
        var b = new SimpleMatrix(5, 1);
        for (var i : own) {
            var row = vectors.rows(i, i + 1);
            a = a.plus(row.transpose().mult(row));
            b = b.plus(row.transpose());
        }
        var expected = a.solve(b);

        var vector = factors.foldIn(own, Made.ones(own.length));

        for (var f = 0; f < 5; f++) {
            assertThat((double) vector[f]).isCloseTo(expected.get(f, 0), within(1e-4));
        }
    }

    @Test
    void a_swipe_that_is_undone_leaves_the_vector_as_it_was() {
        var factors = ImplicitFactors.of(choices, new ImplicitFactors.Settings(5, 0.2, 0.05, 1, 4, 1));
        var person = factors.new Person(3);
        person.add(own[0], 1);
        var before = person.vector();

        person.add(own[1], 0.5);
        assertThat(person.vector()).isNotEqualTo(before);
        person.remove(own[1], 0.5);

        assertThat(person.vector()).containsExactly(before, within(1e-6f));
    }

    @Test
    void factors_tell_what_was_chosen_from_what_was_not() {
        var factors = ImplicitFactors.of(choices, new ImplicitFactors.Settings(8, 0.1, 0.01, 1, 10, 1));
        var scores = new float[12];

        factors.score(factors.foldIn(own, Made.ones(own.length)), all, scores);

        var chosen = IntStream.of(own).mapToDouble(i -> scores[i]).min().orElseThrow();
        var others = IntStream.of(all)
                .filter(i -> IntStream.of(own).noneMatch(o -> o == i))
                .mapToDouble(i -> scores[i])
                .max()
                .orElseThrow();
        assertThat(chosen).isGreaterThan(others);
    }

    @Test
    void neighbours_are_the_nearest_by_a_damped_cosine() {
        // 0 and 1 are chosen together twice, 0 and 2 once, of three each
        var three = Choices.of(5, 3, new int[] {0, 0, 1, 1, 2, 2, 3, 4, 4}, new int[] {0, 1, 0, 1, 0, 2, 1, 2, 2});
        var scores = new float[3];

        ItemNeighbours.of(three, 1, 0.5, 1).score(new int[] {0}, new float[] {2}, scores);

        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isCloseTo(2 * 2 / (3 + 1f), within(1e-6f));
        assertThat(scores[2]).isZero();
    }

    @Test
    void the_same_seed_gives_the_same_model_to_the_bit() {
        var settings = new ImplicitFactors.Settings(6, 0.1, 0.01, 1, 5, 9);
        var one = ImplicitFactors.of(choices, settings).foldIn(own, Made.ones(own.length));
        var again = ImplicitFactors.of(choices, settings).foldIn(own, Made.ones(own.length));
        var graph = new float[2][12];
        for (var scores : graph) {
            ItemGraph.of(choices, new ItemGraph.Settings(0.5, 0.5, 3, 9))
                    .smooth(own, Made.ones(own.length), all, scores);
        }

        assertThat(one).isEqualTo(again);
        assertThat(graph[0]).isEqualTo(graph[1]);
    }
}
