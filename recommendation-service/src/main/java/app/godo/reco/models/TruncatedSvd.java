package app.godo.reco.models;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The largest singular values of a sparse matrix and its right singular vectors, by a random start and subspace iteration
 * (Halko, Martinsson and Tropp, SIAM Review 2011, algorithms 4.4 and 5.1).
 */
final class TruncatedSvd {

    /** Largest first. */
    final double[] values;
    /** Items × rank: column n belongs to value n. */
    final Tall right;

    private TruncatedSvd(double[] values, Tall right) {
        this.values = values;
        this.right = right;
    }

    /**
     * Of the matrix whose entry where a person chose an item is {@code byUser[user] · byItem[item]}.
     *
     * @param rank how many singular values, fewer when the matrix has fewer columns or rows
     */
    static TruncatedSvd of(Choices choices, float[] byUser, float[] byItem, int rank, long seed) {
        var wanted = Math.min(rank, Math.min(choices.users(), choices.items()));
        var size = Math.min(wanted + 16, Math.min(choices.users(), choices.items()));
        var items = Tall.random(choices.items(), size, seed);
        var users = new Tall(choices.users(), size);
        for (var round = 0; round < 5; round++) {
            items.orthonormalise();
            toUsers(choices, byUser, byItem, items, users);
            toItems(choices, byUser, byItem, users, items);
        }
        // items = MᵀM·Q by now; what is left is small and dense
        items.orthonormalise();
        toUsers(choices, byUser, byItem, items, users);
        var small = DMatrixRMaj.wrap(size, size, users.gram());
        var eigen = DecompositionFactory_DDRM.eig(size, true, true);
        eigen.decompose(small);
        var order = new Integer[size];
        Arrays.setAll(order, n -> n);
        Arrays.sort(
                order,
                (a, b) -> Double.compare(
                        eigen.getEigenvalue(b).getReal(), eigen.getEigenvalue(a).getReal()));
        var rotation = new float[size * size];
        var values = new double[wanted];
        for (var n = 0; n < size; n++) {
            var vector = eigen.getEigenVector(order[n]);
            for (var i = 0; i < size; i++) {
                rotation[i * size + n] = (float) vector.get(i, 0);
            }
            if (n < wanted) {
                values[n] = Math.sqrt(Math.max(0, eigen.getEigenvalue(order[n]).getReal()));
            }
        }
        items.replaceRows(rotation);
        if (wanted == size) {
            return new TruncatedSvd(values, items);
        }
        var right = new Tall(choices.items(), wanted);
        for (var item = 0; item < right.rows; item++) {
            System.arraycopy(items.values, item * size, right.values, item * wanted, wanted);
        }
        return new TruncatedSvd(values, right);
    }

    private static void toUsers(Choices choices, float[] byUser, float[] byItem, Tall items, Tall users) {
        multiply(choices.users(), choices::rowFrom, choices.rowItems(), byUser, byItem, items, users);
    }

    private static void toItems(Choices choices, float[] byUser, float[] byItem, Tall users, Tall items) {
        multiply(choices.items(), choices::columnFrom, choices.columnUsers(), byItem, byUser, users, items);
    }

    private static void multiply(
            int rows, IntUnaryOperator from, int[] others, float[] own, float[] their, Tall source, Tall target) {
        var columns = source.columns;
        Arrays.fill(target.values, 0);
        Workers.each(64, piece -> {
            for (var row = (int) ((long) rows * piece / 64); row < (int) ((long) rows * (piece + 1) / 64); row++) {
                var at = row * columns;
                for (var n = from.applyAsInt(row); n < from.applyAsInt(row + 1); n++) {
                    var other = others[n];
                    var by = own[row] * their[other];
                    var there = other * columns;
                    for (var c = 0; c < columns; c++) {
                        target.values[at + c] += by * source.values[there + c];
                    }
                }
            }
        });
    }
}
