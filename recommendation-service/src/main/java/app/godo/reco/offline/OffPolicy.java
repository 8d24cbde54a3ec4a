package app.godo.reco.offline;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a policy would have earned for each impression, from those of another whose propensities were logged.
 *
 * <ul>
 *   <li>IPS, inverse propensity scoring (Horvitz and Thompson, JASA 1952): the mean of weight times reward, the weight being
 *       target over propensity. Unbiased where the policy in place could show all that the judged one would.
 *   <li>SNIPS, the same divided by the mean weight (Swaminathan and Joachims, NIPS 2015): a little biased, much steadier.
 *   <li>DR, doubly robust (Dudík, Langford and Li, ICML 2011): what a model of rewards promises, put right by the weighted error
 *       of the model. Unbiased whatever the model says, and the narrower the better it is.
 * </ul>
 *
 * Intervals are for 95 %, normal, by the central limit theorem for the two means and by the delta method for the ratio (Owen, Monte
 * Carlo theory, methods and examples, 9.2). Each sums what an estimate leaves over by cluster first (Liang and Zeger, Biometrika
 * 1986), as one person's impressions go together. They are too narrow where a few weights outweigh all others, which the effective
 * sample size tells (Kish, 1965): as many impressions of the judged policy itself would say as much.
 *
 * @param impressions how many were judged by
 * @param naive the mean reward as logged, of the policy that was in place
 * @param effectiveSampleSize between 0 and {@code impressions}
 * @param meanWeight near 1 where the propensities are true and the policy in place could show all that the judged one would
 */
record OffPolicy(
        int impressions,
        Estimate naive,
        Estimate ips,
        Estimate snips,
        Estimate dr,
        double effectiveSampleSize,
        double meanWeight) {

    /** Of the standard normal distribution, two-sided. */
    private static final double QUANTILE_95 = 1.959963984540054;

    /**
     * A reward for each impression.
     *
     * @param low the lower end of the interval for 95 %; NaN with fewer than two clusters
     * @param high the upper end
     */
    record Estimate(double value, double low, double high) {

        boolean holds(double truth) {
            return low <= truth && truth <= high;
        }
    }

    /** @throws IllegalArgumentException when none of the impressions could have been the judged policy's */
    static OffPolicy of(List<Impression> impressions) {
        var weights = impressions.stream().mapToDouble(Impression::weight).toArray();
        var sum = Arrays.stream(weights).sum();
        if (!(sum > 0)) {
            throw new IllegalArgumentException("nothing was shown that the judged policy would show");
        }
        var squares = Arrays.stream(weights).map(weight -> weight * weight).sum();
        return new OffPolicy(
                impressions.size(),
                mean(impressions, Impression::reward),
                mean(impressions, one -> one.weight() * one.reward()),
                ratio(impressions, sum),
                mean(impressions, one -> one.promised() + one.weight() * (one.reward() - one.expected())),
                sum * sum / squares,
                sum / impressions.size());
    }

    private static Estimate mean(List<Impression> impressions, ToDoubleFunction<Impression> value) {
        var mean = impressions.stream().mapToDouble(value).average().orElseThrow();
        return estimate(mean, impressions, one -> value.applyAsDouble(one) - mean, impressions.size());
    }

    private static Estimate ratio(List<Impression> impressions, double sum) {
        var ratio = impressions.stream()
                        .mapToDouble(one -> one.weight() * one.reward())
                        .sum()
                / sum;
        return estimate(ratio, impressions, one -> one.weight() * (one.reward() - ratio), sum);
    }

    private static Estimate estimate(
            double value, List<Impression> impressions, ToDoubleFunction<Impression> left, double of) {
        var last = impressions.stream().mapToInt(Impression::cluster).max().orElseThrow();
        var byCluster = new double[last + 1];
        var there = new boolean[last + 1];
        var clusters = 0;
        for (var one : impressions) {
            byCluster[one.cluster()] += left.applyAsDouble(one);
            clusters += there[one.cluster()] ? 0 : 1;
            there[one.cluster()] = true;
        }
        var squares = Arrays.stream(byCluster).map(sum -> sum * sum).sum();
        var deviation = Math.sqrt(squares * clusters / (clusters - 1)) / of;
        return new Estimate(value, value - QUANTILE_95 * deviation, value + QUANTILE_95 * deviation);
    }
}
