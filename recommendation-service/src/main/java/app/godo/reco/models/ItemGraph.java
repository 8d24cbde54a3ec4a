package app.godo.reco.models;

import java.util.Arrays;

/**
 * A linear graph filter over the graph of people and items: what those chose who chose the same, two steps along edges that
 * weigh less at busy people and items, and a low-pass that keeps only the smoothest signals on the graph (Shen et al., GF-CF,
 * CIKM 2021, with free exponents; the paper adds the two): {@code r·MᵀM} and {@code r·D^-b·V·Vᵀ·D^b}, where
 * {@code M = D_user^-a · R · D_item^-b} and V holds the right singular vectors of M with the largest singular values.
 */
public final class ItemGraph {

    /**
     * @param userPower a: how much less a choice of a busy person says
     * @param itemPower b: how much less a popular item says
     * @param rank how many singular vectors the low-pass keeps
     */
    public record Settings(double userPower, double itemPower, int rank, long seed) {}

    private final Choices choices;
    private final float[] byUser;
    private final float[] byItem;
    private final TruncatedSvd smooth;

    private ItemGraph(Choices choices, float[] byUser, float[] byItem, TruncatedSvd smooth) {
        this.choices = choices;
        this.byUser = byUser;
        this.byItem = byItem;
        this.smooth = smooth;
    }

    public static ItemGraph of(Choices choices, Settings settings) {
        var byUser = new float[choices.users()];
        for (var user = 0; user < byUser.length; user++) {
            byUser[user] = (float) Math.pow(Math.max(1, choices.of(user)), -settings.userPower());
        }
        var byItem = new float[choices.items()];
        for (var item = 0; item < byItem.length; item++) {
            byItem[item] = (float) Math.pow(Math.max(1, choices.by(item)), -settings.itemPower());
        }
        var smooth =
                settings.rank() > 0 ? TruncatedSvd.of(choices, byUser, byItem, settings.rank(), settings.seed()) : null;
        return new ItemGraph(choices, byUser, byItem, smooth);
    }

    /**
     * The two steps along the graph.
     *
     * @param items what the person chose
     * @param weights what each choice counts for
     * @param scores for every item, overwritten
     */
    public void neighbours(int[] items, float[] weights, float[] scores) {
        Arrays.fill(scores, 0);
        var reached = new float[choices.users()];
        var users = choices.columnUsers();
        for (var n = 0; n < items.length; n++) {
            var item = items[n];
            var by = weights[n] * byItem[item];
            for (var at = choices.columnFrom(item); at < choices.columnFrom(item + 1); at++) {
                reached[users[at]] += by;
            }
        }
        var chosen = choices.rowItems();
        for (var user = 0; user < reached.length; user++) {
            if (reached[user] != 0) {
                var by = reached[user] * byUser[user] * byUser[user];
                for (var at = choices.rowFrom(user); at < choices.rowFrom(user + 1); at++) {
                    scores[chosen[at]] += by;
                }
            }
        }
        for (var item = 0; item < scores.length; item++) {
            scores[item] *= byItem[item];
        }
    }

    /** The low-pass, for candidates only; what an item weighs is undone as in the paper. */
    public void smooth(int[] items, float[] weights, int[] candidates, float[] scores) {
        var rank = smooth.right.columns;
        var seen = new float[rank];
        for (var n = 0; n < items.length; n++) {
            Dense.add(seen, 0, weights[n] * byItem[items[n]], smooth.right.values, items[n] * rank, rank);
        }
        for (var n = 0; n < candidates.length; n++) {
            scores[n] = Dense.dot(seen, 0, smooth.right.values, candidates[n] * rank, rank) / byItem[candidates[n]];
        }
    }
}
