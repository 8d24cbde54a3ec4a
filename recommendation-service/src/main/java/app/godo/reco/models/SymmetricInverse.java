package app.godo.reco.models;

/**
 * The inverse of a large symmetric positive definite matrix, in place and in single precision: {@code A = UᵀU},
 * {@code V = U^-1}, {@code A^-1 = V·Vᵀ}, size³/2 multiplications in all, in pieces that stay in the cache and on all cores.
 */
final class SymmetricInverse {

    private static final int BLOCK = 64;
    private static final int CHUNK = 1024;

    private final float[] a;
    private final int size;

    private SymmetricInverse(float[] a, int size) {
        this.a = a;
        this.size = size;
    }

    /** @param a size × size, of which the upper triangle is read; overwritten whole */
    static void invert(float[] a, int size) {
        var work = new SymmetricInverse(a, size);
        work.factor();
        work.invertFactor();
        work.multiply();
    }

    private void factor() {
        for (var from = 0; from < size; from += BLOCK) {
            var to = Math.min(size, from + BLOCK);
            for (var k = from; k < to; k++) {
                var diagonal = a[k * size + k];
                if (!(diagonal > 0)) {
                    throw new IllegalArgumentException("not positive definite at %d".formatted(k));
                }
                var by = (float) (1 / Math.sqrt(diagonal));
                for (var j = k; j < size; j++) {
                    a[k * size + j] *= by;
                }
                for (var i = k + 1; i < to; i++) {
                    Dense.add(a, i * size + i, -a[k * size + i], a, k * size + i, size - i);
                }
            }
            var first = from;
            var rows = (size - to + BLOCK - 1) / BLOCK;
            Workers.each(rows, block -> {
                var top = to + block * BLOCK;
                var bottom = Math.min(size, top + BLOCK);
                for (var left = top; left < size; left += CHUNK) {
                    var right = Math.min(size, left + CHUNK);
                    for (var i = top; i < bottom; i++) {
                        var begin = Math.max(i, left);
                        if (begin < right) {
                            fold(a, i * size + begin, a, first, to, i, begin, right - begin, -1);
                        }
                    }
                }
            });
        }
    }

    /** {@code into[·] += sign · Σ_k m[k, row] · m[k, begin ...]} for k from {@code from} to {@code to}. */
    private void fold(float[] into, int at, float[] m, int from, int to, int row, int begin, int length, int sign) {
        var k = from;
        for (; k + 4 <= to; k += 4) {
            four(
                    into,
                    at,
                    m,
                    k * size + begin,
                    size,
                    sign * m[k * size + row],
                    sign * m[(k + 1) * size + row],
                    sign * m[(k + 2) * size + row],
                    sign * m[(k + 3) * size + row],
                    length);
        }
        for (; k < to; k++) {
            Dense.add(into, at, sign * m[k * size + row], m, k * size + begin, length);
        }
    }

    private static void four(
            float[] into, int at, float[] m, int from, int stride, float x0, float x1, float x2, float x3, int length) {
        var b = from + stride;
        var c = b + stride;
        var d = c + stride;
        for (var j = 0; j < length; j++) {
            into[at + j] += x0 * m[from + j] + x1 * m[b + j] + x2 * m[c + j] + x3 * m[d + j];
        }
    }

    /** U becomes V: from below, each row by the rows under it. */
    private void invertFactor() {
        var blocks = (size + BLOCK - 1) / BLOCK;
        for (var block = blocks - 1; block >= 0; block--) {
            var top = block * BLOCK;
            var bottom = Math.min(size, top + BLOCK);
            var width = size - top;
            var chunks = (size - bottom + 255) / 256;
            var rows = bottom - top;
            var made = new float[rows * width];
            // what the rows under the block bring
            Workers.each(chunks, chunk -> {
                var left = bottom + chunk * 256;
                var right = Math.min(size, left + 256);
                for (var i = top; i < bottom; i++) {
                    var at = (i - top) * width + left - top;
                    var k = bottom;
                    for (; k + 4 <= right && k + 3 < left; k += 4) {
                        four(
                                made,
                                at,
                                a,
                                k * size + left,
                                size,
                                -a[i * size + k],
                                -a[i * size + k + 1],
                                -a[i * size + k + 2],
                                -a[i * size + k + 3],
                                right - left);
                    }
                    for (; k < right; k++) {
                        var begin = Math.max(k, left);
                        Dense.add(made, at + begin - left, -a[i * size + k], a, k * size + begin, right - begin);
                    }
                }
            });
            for (var i = bottom - 1; i >= top; i--) {
                var own = (i - top) * width;
                for (var k = i + 1; k < bottom; k++) {
                    Dense.add(
                            made,
                            own + k - top,
                            -a[i * size + k],
                            made,
                            (k - top) * width + k - top,
                            width - (k - top));
                }
                made[own + i - top] += 1;
                var by = 1 / a[i * size + i];
                for (var j = i - top; j < width; j++) {
                    made[own + j] *= by;
                }
            }
            for (var i = top; i < bottom; i++) {
                System.arraycopy(made, (i - top) * width + i - top, a, i * size + i, size - i);
            }
        }
    }

    private void multiply() {
        // Vᵀ in the lower triangle, so that inner loops walk along memory; the upper one takes the product
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < i; j++) {
                a[i * size + j] = a[j * size + i];
            }
        }
        var blocks = (size + BLOCK - 1) / BLOCK;
        var products = new float[blocks][];
        Workers.each(blocks, reversed -> {
            var block = blocks - 1 - reversed;
            var top = block * BLOCK;
            var bottom = Math.min(size, top + BLOCK);
            var product = new float[(bottom - top) * bottom];
            for (var left = 0; left < bottom; left += CHUNK) {
                for (var from = top; from < size; from += BLOCK) {
                    var to = Math.min(size, from + BLOCK);
                    for (var i = top; i < bottom; i++) {
                        var right = Math.min(i + 1, left + CHUNK);
                        if (left >= right) {
                            continue;
                        }
                        fold(product, (i - top) * bottom + left, a, Math.max(from, i), to, i, left, right - left, 1);
                    }
                }
            }
            products[block] = product;
        });
        for (var block = 0; block < blocks; block++) {
            var top = block * BLOCK;
            var bottom = Math.min(size, top + BLOCK);
            for (var i = top; i < bottom; i++) {
                for (var j = 0; j <= i; j++) {
                    var value = products[block][(i - top) * bottom + j];
                    a[i * size + j] = value;
                    a[j * size + i] = value;
                }
            }
        }
    }
}
