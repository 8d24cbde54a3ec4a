package app.godo.reco.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Impressions that a policy logged: which item, at which position, how likely that was, and what came of it. What a policy would
 * show depends on the position only.
 *
 * @param cluster whose each was; each its own where the file does not say
 */
record PolicyLog(int[] item, int[] position, double[] reward, double[] propensity, int[] cluster) {

    private static final int FOLDS = 5;

    /** Impressions of the average reward that an item starts with. */
    private static final double ITEM_PRIOR = 100;

    /**
     * A file with the columns item_id, position, click and propensity_score, and user where it is known; what else there is does not
     * matter. The names are those of the Open Bandit Dataset.
     *
     * @param things the items' numbers, the same for all logs that are compared
     * @param places the positions' numbers likewise
     */
    static PolicyLog read(Path file, Names things, Names places) throws IOException {
        var table = Table.read(file);
        if (table.rows() == 0) {
            throw new IOException("%s has no impressions".formatted(file.getFileName()));
        }
        return new PolicyLog(
                things.numbers(table, "item_id"),
                places.numbers(table, "position"),
                table.numbers("click"),
                table.numbers("propensity_score"),
                table.has("user")
                        ? table.codes("user")
                        : IntStream.range(0, table.rows()).toArray());
    }

    int size() {
        return item.length;
    }

    double meanReward() {
        return IntStream.range(0, size()).mapToDouble(n -> reward[n]).average().orElseThrow();
    }

    /** By position and item: how often the policy showed it there. */
    double[][] shares(int positions, int items) {
        var shares = new double[positions][items];
        var shown = new int[positions];
        for (var n = 0; n < size(); n++) {
            shares[position[n]][item[n]]++;
            shown[position[n]]++;
        }
        for (var at = 0; at < positions; at++) {
            for (var one = 0; one < items; one++) {
                shares[at][one] /= Math.max(1, shown[at]);
            }
        }
        return shares;
    }

    /**
     * Each with what another policy would have done there, and what is expected by the mean reward of an item among the impressions
     * of the other folds: a model that has seen what it is put right by would make the estimate too sure of itself (Chernozhukov et
     * al., 2018).
     *
     * @param judged by position and item: how likely the other policy is to show it there
     */
    List<Impression> judgedBy(double[][] judged) {
        var items = judged[0].length;
        var expected = new double[FOLDS][];
        for (var fold = 0; fold < FOLDS; fold++) {
            expected[fold] = expectedWithout(fold, items);
        }
        var impressions = new ArrayList<Impression>(size());
        for (var n = 0; n < size(); n++) {
            var model = expected[cluster[n] % FOLDS];
            var promised = 0.0;
            for (var one = 0; one < items; one++) {
                promised += judged[position[n]][one] * model[one];
            }
            impressions.add(new Impression(
                    reward[n], propensity[n], judged[position[n]][item[n]], model[item[n]], promised, cluster[n]));
        }
        return impressions;
    }

    private double[] expectedWithout(int fold, int items) {
        var rewards = new double[items];
        var shown = new int[items];
        var all = 0.0;
        var size = 0;
        for (var n = 0; n < size(); n++) {
            if (cluster[n] % FOLDS != fold) {
                rewards[item[n]] += reward[n];
                shown[item[n]]++;
                all += reward[n];
                size++;
            }
        }
        var mean = all / Math.max(1, size);
        for (var one = 0; one < items; one++) {
            rewards[one] = (rewards[one] + ITEM_PRIOR * mean) / (shown[one] + ITEM_PRIOR);
        }
        return rewards;
    }
}
