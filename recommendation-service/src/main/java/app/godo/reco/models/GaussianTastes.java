package app.godo.reco.models;

import java.util.Arrays;

/**
 * What people say of items as one normal distribution: a mean of each item and a covariance of every two, found from what little
 * each person said by the EM algorithm (Little and Rubin, Statistical Analysis with Missing Data, section 11.2), with a prior of
 * as many made-up people without covariance. What a newcomer will say is the conditional distribution given what they said: a
 * fold-in without training. Values are in the unit of what is said. For catalogues of some hundreds of items.
 */
public final class GaussianTastes {

    private final int size;
    private final double[] mean;
    private final double[] covariance;

    private GaussianTastes(int size, double[] mean, double[] covariance) {
        this.size = size;
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * What is expected of one item.
     *
     * @param deviation of what will be said
     */
    public record Expected(double mean, double deviation) {}

    /**
     * @param items by person, what they spoke of
     * @param said by person, in the order of {@code items}
     * @param prior how many made-up people
     */
    public static GaussianTastes of(int size, int[][] items, float[][] said, int rounds, double prior) {
        var mean = new double[size];
        var variance = new double[size];
        var count = new double[size];
        for (var u = 0; u < items.length; u++) {
            for (var n = 0; n < items[u].length; n++) {
                mean[items[u][n]] += said[u][n];
                count[items[u][n]]++;
            }
        }
        for (var i = 0; i < size; i++) {
            mean[i] /= Math.max(1, count[i]);
        }
        var all = 0.0;
        for (var u = 0; u < items.length; u++) {
            for (var n = 0; n < items[u].length; n++) {
                var off = said[u][n] - mean[items[u][n]];
                variance[items[u][n]] += off * off;
                all += off * off;
            }
        }
        var usual = Math.max(1e-9, all / Math.max(1, Arrays.stream(count).sum()));
        var covariance = new double[size * size];
        for (var i = 0; i < size; i++) {
            covariance[i * size + i] = (variance[i] + 5 * usual) / (count[i] + 5);
        }
        var model = new GaussianTastes(size, mean, covariance);
        for (var round = 0; round < rounds; round++) {
            model = model.again(items, said, prior, usual);
        }
        return model;
    }

    private GaussianTastes again(int[][] items, float[][] said, double prior, double usual) {
        var pieces = 16;
        var sums = new double[pieces][size];
        var squares = new double[pieces][size * size];
        Workers.each(pieces, piece -> {
            for (var u = (int) ((long) items.length * piece / pieces);
                    u < (int) ((long) items.length * (piece + 1) / pieces);
                    u++) {
                if (items[u].length > 0) {
                    expect(items[u], said[u], sums[piece], squares[piece]);
                }
            }
        });
        var people = 0;
        for (var own : items) {
            people += own.length > 0 ? 1 : 0;
        }
        var newMean = new double[size];
        var newCovariance = new double[size * size];
        for (var piece = 0; piece < pieces; piece++) {
            for (var i = 0; i < size; i++) {
                newMean[i] += sums[piece][i];
            }
            for (var n = 0; n < newCovariance.length; n++) {
                newCovariance[n] += squares[piece][n];
            }
        }
        for (var i = 0; i < size; i++) {
            newMean[i] = mean[i] + newMean[i] / people;
        }
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                var shift = (newMean[i] - mean[i]) * (newMean[j] - mean[j]);
                newCovariance[i * size + j] =
                        (newCovariance[i * size + j] - people * shift + (i == j ? prior * usual : 0))
                                / (people + prior);
            }
        }
        return new GaussianTastes(size, newMean, newCovariance);
    }

    /** Adds the expected distance from the mean of one person and its expected products. */
    private void expect(int[] own, float[] said, double[] sum, double[] square) {
        var k = own.length;
        var factor = factor(own);
        // rows of C(·, own) · C(own, own)^-1
        var gain = new double[size * k];
        for (var i = 0; i < size; i++) {
            var row = new double[k];
            for (var n = 0; n < k; n++) {
                row[n] = covariance[i * size + own[n]];
            }
            Cholesky.solve(factor, k, row);
            System.arraycopy(row, 0, gain, i * k, k);
        }
        var off = new double[size];
        for (var i = 0; i < size; i++) {
            for (var n = 0; n < k; n++) {
                off[i] += gain[i * k + n] * (said[n] - mean[own[n]]);
            }
            sum[i] += off[i];
        }
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                var left = covariance[i * size + j];
                for (var n = 0; n < k; n++) {
                    left -= gain[i * k + n] * covariance[own[n] * size + j];
                }
                square[i * size + j] += off[i] * off[j] + left;
            }
        }
    }

    private double[] factor(int[] own) {
        var k = own.length;
        var factor = new double[k * k];
        for (var n = 0; n < k; n++) {
            for (var m = 0; m < k; m++) {
                factor[n * k + m] = covariance[own[n] * size + own[m]];
            }
            factor[n * k + n] *= 1 + 1e-9;
        }
        Cholesky.factor(factor, k);
        return factor;
    }

    /** What somebody who said this of their {@code own} items will say of each item asked. */
    public Expected[] expected(int[] own, float[] said, int[] asked) {
        var k = own.length;
        var factor = factor(own);
        var by = new double[k];
        for (var n = 0; n < k; n++) {
            by[n] = said[n] - mean[own[n]];
        }
        Cholesky.solve(factor, k, by);
        var expected = new Expected[asked.length];
        for (var a = 0; a < asked.length; a++) {
            var row = new double[k];
            var sum = mean[asked[a]];
            for (var n = 0; n < k; n++) {
                row[n] = covariance[asked[a] * size + own[n]];
                sum += row[n] * by[n];
            }
            var solved = row.clone();
            Cholesky.solve(factor, k, solved);
            var variance = covariance[asked[a] * size + asked[a]];
            for (var n = 0; n < k; n++) {
                variance -= row[n] * solved[n];
            }
            expected[a] = new Expected(sum, Math.sqrt(Math.max(variance, 1e-9)));
        }
        return expected;
    }

    public double mean(int item) {
        return mean[item];
    }

    public double covariance(int one, int other) {
        return covariance[one * size + other];
    }
}
