package app.godo.reco.models;

/**
 * The lower triangular factor of a symmetric positive definite matrix, row after row in one array: {@code A = L·Lᵀ}. For sizes
 * of a person's state, up to some hundreds; large matrices go to EJML.
 */
final class Cholesky {

    private Cholesky() {}

    /** Overwrites the lower triangle of {@code a} by its factor. */
    static void factor(double[] a, int size) {
        for (var i = 0; i < size; i++) {
            for (var j = 0; j <= i; j++) {
                var sum = a[i * size + j];
                for (var k = 0; k < j; k++) {
                    sum -= a[i * size + k] * a[j * size + k];
                }
                if (i == j) {
                    a[i * size + i] = Math.sqrt(Math.max(sum, 1e-12));
                } else {
                    a[i * size + j] = sum / a[j * size + j];
                }
            }
        }
    }

    /** Overwrites {@code b} by the x of {@code L·Lᵀ·x = b}. */
    static void solve(double[] l, int size, double[] b) {
        for (var i = 0; i < size; i++) {
            var sum = b[i];
            for (var k = 0; k < i; k++) {
                sum -= l[i * size + k] * b[k];
            }
            b[i] = sum / l[i * size + i];
        }
        for (var i = size - 1; i >= 0; i--) {
            b[i] /= l[i * size + i];
            for (var k = 0; k < i; k++) {
                b[k] -= l[i * size + k] * b[i];
            }
        }
    }

    /**
     * Makes the factor of A that of {@code A + sign·v·vᵀ} in size² steps, by rotations for a sign of 1 and hyperbolic ones for -1;
     * {@code v} is used up.
     */
    static void update(double[] l, int size, double[] v, int sign) {
        for (var k = 0; k < size; k++) {
            var diagonal = l[k * size + k];
            var r = Math.sqrt(Math.max(diagonal * diagonal + sign * v[k] * v[k], 1e-12));
            var c = r / diagonal;
            var s = v[k] / diagonal;
            l[k * size + k] = r;
            for (var i = k + 1; i < size; i++) {
                var below = (l[i * size + k] + sign * s * v[i]) / c;
                l[i * size + k] = below;
                v[i] = c * v[i] - s * below;
            }
        }
    }
}
