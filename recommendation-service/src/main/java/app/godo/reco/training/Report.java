package app.godo.reco.training;

import io.quarkus.runtime.annotations.RegisterForReflection;

import java.time.Instant;
import java.util.Map;

/**
 * What speaks for or against a model: figures on swipes that came after all it was judged with. What it serves with was then
 * learned from all swipes in the same way.
 *
 * @param kind what it was learned by
 * @param heldOutFrom when the swipes that judge it begin
 * @param swipes how many there were in all
 * @param heldOut how many judged it
 * @param people of how many people these were
 * @param likedShare how many of the held out were likes: what a guess knows
 * @param ranker how terms are put together: {@code hand}, {@code linear} or {@code forest}, the best by log-loss
 * @param model what would serve
 * @param vector the vector alone, which serves without a model
 * @param serving the vector with the model that serves, null where none does
 * @param popularity the most liked first
 * @param recency the newest first
 * @param rankers every way to put terms together, learned and calibrated on the same swipes
 * @param directions how well the probability of each Direction explains what was swiped
 * @param without the model learned without one of the five signals
 */
@RegisterForReflection
record Report(
        String kind,
        Instant heldOutFrom,
        int swipes,
        int heldOut,
        int people,
        double likedShare,
        String ranker,
        Figures model,
        Figures vector,
        Figures serving,
        Figures popularity,
        Figures recency,
        Map<String, Figures> rankers,
        Map<String, DirectionFigures> directions,
        Map<String, Figures> without) {

    /** Why it shall not serve, null when it shall. */
    String objection(double leastAuc) {
        if (!(model.auc() >= leastAuc)) {
            return "Its AUC is %.3f, below %.2f.".formatted(model.auc(), leastAuc);
        }
        if (model.ndcg() <= popularity.ndcg()) {
            return notBetter("popularity", popularity);
        }
        if (model.ndcg() <= recency.ndcg()) {
            return notBetter("recency", recency);
        }
        if (model.ndcg() <= vector.ndcg()) {
            return notBetter("the vector alone", vector);
        }
        if (serving != null && model.ndcg() <= serving.ndcg()) {
            return notBetter("what serves", serving);
        }
        return null;
    }

    private String notBetter(String than, Figures other) {
        return "Its NDCG@10 is %.4f, that of %s %.4f.".formatted(model.ndcg(), than, other.ndcg());
    }
}
