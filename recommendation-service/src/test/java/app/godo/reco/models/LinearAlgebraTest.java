package app.godo.reco.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class LinearAlgebraTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 130, 300})
    void a_symmetric_matrix_times_its_inverse_is_the_identity(int size) {
        var matrix = positiveDefinite(size, 1);
        var single = new float[size * size];
        for (var n = 0; n < single.length; n++) {
            single[n] = (float) matrix[n];
        }

        SymmetricInverse.invert(single, size);

        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                var sum = 0.0;
                for (var k = 0; k < size; k++) {
                    sum += matrix[i * size + k] * single[k * size + j];
                }
                assertThat(sum).isCloseTo(i == j ? 1 : 0, within(2e-4));
            }
        }
    }

    @Test
    void a_factor_updated_by_a_vector_is_the_factor_of_the_updated_matrix() {
        var size = 12;
        var matrix = positiveDefinite(size, 2);
        var vector = new Random(3).doubles(size).toArray();
        var updated = matrix.clone();
        Cholesky.factor(updated, size);
        Cholesky.update(updated, size, vector.clone(), 1);
        var refitted = matrix.clone();
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                refitted[i * size + j] += vector[i] * vector[j];
            }
        }
        Cholesky.factor(refitted, size);

        assertLowerEqual(updated, refitted, size);
    }

    @Test
    void an_update_that_is_taken_back_leaves_the_factor_as_it_was() {
        var size = 12;
        var vector = new Random(4).doubles(size).toArray();
        var factor = positiveDefinite(size, 5);
        Cholesky.factor(factor, size);
        var before = factor.clone();

        Cholesky.update(factor, size, vector.clone(), 1);
        Cholesky.update(factor, size, vector.clone(), -1);

        assertLowerEqual(factor, before, size);
    }

    @Test
    void truncated_singular_values_are_the_largest_of_all() {
        var choices = Made.choices(40, 25, 0.25, 6);
        var byUser = new float[40];
        var byItem = new float[25];
        java.util.Arrays.fill(byUser, 1);
        java.util.Arrays.fill(byItem, 1);
        var dense = Made.dense(choices).svd();

        var svd = TruncatedSvd.of(choices, byUser, byItem, 6, 1);

        for (var n = 0; n < 6; n++) {
            assertThat(svd.values[n]).isCloseTo(dense.getSingleValue(n), within(1e-3));
        }
        var projected = svd.right;
        var v = dense.getV().cols(0, 6);
        var expected = v.mult(v.transpose());
        for (var i = 0; i < 25; i++) {
            for (var j = 0; j < 25; j++) {
                assertThat(Dense.dot(projected.values, i * 6, projected.values, j * 6, 6))
                        .isCloseTo((float) expected.get(i, j), within(5e-3f));
            }
        }
    }

    private static double[] positiveDefinite(int size, long seed) {
        var random = new Random(seed);
        var root = SimpleMatrix.random_DDRM(size, size + 5, -1, 1, random);
        var matrix = root.mult(root.transpose()).plus(SimpleMatrix.identity(size));
        var values = new double[size * size];
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                values[i * size + j] = matrix.get(i, j);
            }
        }
        return values;
    }

    private static void assertLowerEqual(double[] one, double[] other, int size) {
        for (var i = 0; i < size; i++) {
            for (var j = 0; j <= i; j++) {
                assertThat(one[i * size + j]).isCloseTo(other[i * size + j], within(1e-9));
            }
        }
    }
}
