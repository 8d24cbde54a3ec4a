package app.godo.reco.models;

import java.util.Arrays;

/**
 * An additive model: standardised features, one weight each, fitted by Newton's method with a ridge (iteratively reweighted
 * least squares), over single rows for the probability of a yes or over lists for their order.
 */
public final class Logistic {

    private final double[] weights;
    private final double[] mean;
    private final double[] scale;
    private final double bias;

    Logistic(double[] weights, double[] mean, double[] scale, double bias) {
        this.weights = weights;
        this.mean = mean;
        this.scale = scale;
        this.bias = bias;
    }

    /** For the probability of a yes; {@link #score} gives its log odds. */
    public static Logistic of(float[] values, int features, float[] yes, double ridge) {
        var rows = yes.length;
        var mean = new double[features];
        var scale = new double[features];
        moments(values, features, mean, scale);
        var size = features + 1;
        var w = new double[size];
        for (var round = 0; round < 12; round++) {
            var pieces = 16;
            var gradients = new double[pieces][size];
            var hessians = new double[pieces][size * size];
            Workers.each(pieces, piece -> {
                var x = new double[size];
                var gradient = gradients[piece];
                var hessian = hessians[piece];
                var to = (int) ((long) rows * (piece + 1) / pieces);
                for (var row = (int) ((long) rows * piece / pieces); row < to; row++) {
                    var score = 0.0;
                    for (var f = 0; f < features; f++) {
                        x[f] = standard(values[row * features + f], mean[f], scale[f]);
                        score += w[f] * x[f];
                    }
                    x[features] = 1;
                    score += w[features];
                    var p = 1 / (1 + Math.exp(-score));
                    var h = Math.max(1e-6, p * (1 - p));
                    for (var i = 0; i < size; i++) {
                        gradient[i] += (yes[row] - p) * x[i];
                        if (x[i] != 0) {
                            var hx = h * x[i];
                            for (var j = 0; j <= i; j++) {
                                hessian[i * size + j] += hx * x[j];
                            }
                        }
                    }
                }
            });
            if (step(w, gradients, hessians, size, features, ridge) < 1e-6) {
                break;
            }
        }
        return new Logistic(Arrays.copyOf(w, features), mean, scale, w[features]);
    }

    /** For the order within lists, by the cross entropy of the softmax as in {@link Trees#ranking}. */
    public static Logistic ranking(
            float[] values, int features, int[] start, float[] relevance, float[] stands, double ridge) {
        var lists = start.length - 1;
        var mean = new double[features];
        var scale = new double[features];
        moments(values, features, mean, scale);
        var w = new double[features];
        for (var round = 0; round < 12; round++) {
            var pieces = 16;
            var gradients = new double[pieces][features];
            var hessians = new double[pieces][features * features];
            Workers.each(pieces, piece -> {
                var to = (int) ((long) lists * (piece + 1) / pieces);
                for (var list = (int) ((long) lists * piece / pieces); list < to; list++) {
                    derive(
                            values,
                            features,
                            start[list],
                            start[list + 1],
                            relevance,
                            stands,
                            w,
                            mean,
                            scale,
                            gradients[piece],
                            hessians[piece]);
                }
            });
            if (step(w, gradients, hessians, features, features, ridge) < 1e-6) {
                break;
            }
        }
        return new Logistic(w, mean, scale, 0);
    }

    private static void derive(
            float[] values,
            int features,
            int from,
            int to,
            float[] relevance,
            float[] stands,
            double[] w,
            double[] mean,
            double[] scale,
            double[] gradient,
            double[] hessian) {
        var size = to - from;
        var x = new double[size * features];
        var scores = new double[size];
        var most = Double.NEGATIVE_INFINITY;
        var relevant = 0.0;
        for (var n = 0; n < size; n++) {
            for (var f = 0; f < features; f++) {
                var value = standard(values[(from + n) * features + f], mean[f], scale[f]);
                x[n * features + f] = value;
                scores[n] += w[f] * value;
            }
            most = Math.max(most, scores[n]);
            relevant += relevance[from + n];
        }
        if (relevant == 0) {
            return;
        }
        var sum = 0.0;
        for (var n = 0; n < size; n++) {
            scores[n] = stands[from + n] * Math.exp(scores[n] - most);
            sum += scores[n];
        }
        var expected = new double[features];
        for (var n = 0; n < size; n++) {
            var p = scores[n] / sum;
            var off = relevance[from + n] / relevant - p;
            for (var f = 0; f < features; f++) {
                var value = x[n * features + f];
                gradient[f] += off * value;
                expected[f] += p * value;
                if (p > 1e-5 && value != 0) {
                    for (var g = 0; g <= f; g++) {
                        hessian[f * features + g] += p * value * x[n * features + g];
                    }
                }
            }
        }
        for (var f = 0; f < features; f++) {
            for (var g = 0; g <= f; g++) {
                hessian[f * features + g] -= expected[f] * expected[g];
            }
        }
    }

    /** One step of Newton's method, halved when it is wild; its length. */
    private static double step(
            double[] w, double[][] gradients, double[][] hessians, int size, int penalised, double ridge) {
        var gradient = new double[size];
        var hessian = new double[size * size];
        for (var piece = 0; piece < gradients.length; piece++) {
            for (var i = 0; i < size; i++) {
                gradient[i] += gradients[piece][i];
            }
            for (var i = 0; i < hessian.length; i++) {
                hessian[i] += hessians[piece][i];
            }
        }
        for (var i = 0; i < size; i++) {
            if (i < penalised) {
                gradient[i] -= ridge * w[i];
                hessian[i * size + i] += ridge;
            }
            hessian[i * size + i] += 1e-6;
        }
        Cholesky.factor(hessian, size);
        Cholesky.solve(hessian, size, gradient);
        var length = 0.0;
        for (var g : gradient) {
            length += g * g;
        }
        length = Math.sqrt(length);
        var by = length > 2 ? 2 / length : 1;
        for (var i = 0; i < size; i++) {
            w[i] += by * gradient[i];
        }
        return length;
    }

    private static void moments(float[] values, int features, double[] mean, double[] scale) {
        var rows = values.length / features;
        for (var f = 0; f < features; f++) {
            double sum = 0;
            double squares = 0;
            var known = 0;
            for (var row = 0; row < rows; row++) {
                var value = values[row * features + f];
                if (!Float.isNaN(value)) {
                    sum += value;
                    squares += (double) value * value;
                    known++;
                }
            }
            mean[f] = known == 0 ? 0 : sum / known;
            var variance = known == 0 ? 0 : squares / known - mean[f] * mean[f];
            scale[f] = variance < 1e-12 ? 0 : 1 / Math.sqrt(variance);
        }
    }

    /** What is unknown is average. */
    private static double standard(float value, double mean, double scale) {
        return Float.isNaN(value) ? 0 : Math.clamp((value - mean) * scale, -8, 8);
    }

    public double score(float[] values, int from) {
        var sum = bias;
        for (var f = 0; f < weights.length; f++) {
            sum += weights[f] * standard(values[from + f], mean[f], scale[f]);
        }
        return sum;
    }

    public double weight(int feature) {
        return weights[feature];
    }

    /** What one more of a feature adds to the score, of its own unit. */
    public double slope(int feature) {
        return weights[feature] * scale[feature];
    }

    /** What a feature added to the score of the row that begins at {@code from}. */
    public double contribution(float[] values, int from, int feature) {
        return weights[feature] * standard(values[from + feature], mean[feature], scale[feature]);
    }
}
