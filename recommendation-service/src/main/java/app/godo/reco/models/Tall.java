package app.godo.reco.models;

import java.util.Arrays;
import java.util.Random;

/** A dense matrix with many rows and few columns, row after row. */
final class Tall {

    private static final int PIECES = 32;

    final int rows;
    final int columns;
    final float[] values;

    Tall(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.values = new float[rows * columns];
    }

    static Tall random(int rows, int columns, long seed) {
        var made = new Tall(rows, columns);
        var random = new Random(seed);
        for (var n = 0; n < made.values.length; n++) {
            made.values[n] = (float) random.nextGaussian();
        }
        return made;
    }

    /** This by itself from the left: columns × columns, symmetric. */
    double[] gram() {
        var pieces = new double[PIECES][];
        Workers.each(PIECES, piece -> {
            var sum = new double[columns * columns];
            var block = new float[columns * columns];
            var from = (int) ((long) rows * piece / PIECES);
            var to = (int) ((long) rows * (piece + 1) / PIECES);
            for (var row = from; row < to; row++) {
                var at = row * columns;
                for (var i = 0; i < columns; i++) {
                    var x = values[at + i];
                    if (x != 0) {
                        var to_ = i * columns;
                        for (var j = 0; j <= i; j++) {
                            block[to_ + j] += x * values[at + j];
                        }
                    }
                }
                if ((row - from) % 256 == 255 || row == to - 1) {
                    for (var n = 0; n < sum.length; n++) {
                        sum[n] += block[n];
                    }
                    Arrays.fill(block, 0);
                }
            }
            pieces[piece] = sum;
        });
        var gram = pieces[0];
        for (var piece = 1; piece < PIECES; piece++) {
            for (var n = 0; n < gram.length; n++) {
                gram[n] += pieces[piece][n];
            }
        }
        for (var i = 0; i < columns; i++) {
            for (var j = 0; j < i; j++) {
                gram[j * columns + i] = gram[i * columns + j];
            }
        }
        return gram;
    }

    /** Makes the columns orthonormal: twice Cholesky QR (Yamamoto et al., ETNA 2015), as exact as is needed after the second time. */
    void orthonormalise() {
        for (var time = 0; time < 2; time++) {
            var gram = gram();
            var trace = 0.0;
            for (var i = 0; i < columns; i++) {
                trace += gram[i * columns + i];
            }
            for (var i = 0; i < columns; i++) {
                gram[i * columns + i] += 1e-9 * trace / columns;
            }
            Cholesky.factor(gram, columns);
            var inverse = invertLower(gram, columns);
            byTransposed(inverse);
        }
    }

    private static double[] invertLower(double[] l, int size) {
        var inverse = new double[size * size];
        for (var column = 0; column < size; column++) {
            inverse[column * size + column] = 1 / l[column * size + column];
            for (var i = column + 1; i < size; i++) {
                var sum = 0.0;
                for (var k = column; k < i; k++) {
                    sum -= l[i * size + k] * inverse[k * size + column];
                }
                inverse[i * size + column] = sum / l[i * size + i];
            }
        }
        return inverse;
    }

    /** Each row x becomes {@code x·Mᵀ}, M square and lower triangular or full. */
    private void byTransposed(double[] m) {
        // transposed, so that the inner loop walks along memory
        var t = new float[columns * columns];
        for (var i = 0; i < columns; i++) {
            for (var j = 0; j < columns; j++) {
                t[j * columns + i] = (float) m[i * columns + j];
            }
        }
        replaceRows(t);
    }

    /** Each row x becomes {@code x·M}. */
    void replaceRows(float[] m) {
        Workers.each(PIECES, piece -> {
            var made = new float[columns];
            for (var row = (int) ((long) rows * piece / PIECES);
                    row < (int) ((long) rows * (piece + 1) / PIECES);
                    row++) {
                Arrays.fill(made, 0);
                var at = row * columns;
                for (var i = 0; i < columns; i++) {
                    var x = values[at + i];
                    var from = i * columns;
                    for (var j = 0; j < columns; j++) {
                        made[j] += x * m[from + j];
                    }
                }
                System.arraycopy(made, 0, values, at, columns);
            }
        });
    }
}
