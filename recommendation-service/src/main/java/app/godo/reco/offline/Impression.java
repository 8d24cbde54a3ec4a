package app.godo.reco.offline;

/**
 * One thing that was shown, as far as it says what another policy would have earned.
 *
 * @param reward what came of it: 1 for a like or a click, 0 for none
 * @param propensity how likely the policy that was in place was to show just this; above 0
 * @param target how likely the policy that is judged would have been
 * @param expected the reward that a model expects of what was shown, 0 where there is no model
 * @param promised the reward that the same model expects of what the judged policy would have shown here
 * @param cluster whose it is: what one person is shown does not vary by itself
 */
record Impression(double reward, double propensity, double target, double expected, double promised, int cluster) {

    Impression {
        if (!(propensity > 0 && propensity <= 1)) {
            throw new IllegalArgumentException("a propensity is above 0 and at most 1: %s".formatted(propensity));
        }
        if (!(target >= 0 && target <= 1)) {
            throw new IllegalArgumentException("a probability is between 0 and 1: %s".formatted(target));
        }
    }

    double weight() {
        return target / propensity;
    }
}
