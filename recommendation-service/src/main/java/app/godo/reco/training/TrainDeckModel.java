package app.godo.reco.training;

import java.time.Instant;

/**
 * Learns a model, and how good it is: what is judged is a model of the swipes before a border by the swipes after it; what is
 * offered to serve was learned from all of them in the same way.
 */
final class TrainDeckModel {

    private TrainDeckModel() {}

    /** A model that is not kept yet. */
    record Trained(DeckModel model, Report report, Instant learnedUntil) {}

    /**
     * @param serving what it is compared with, null where none serves
     * @param border the first swipe that judges
     */
    static Trained handle(History history, int border, DeckModel serving) {
        var fit = new FitDeckModel(history);
        var judged = fit.handle(border);
        var judge = new JudgeRankings(history, border);
        var found = new Mixed(history, border, judged.inner(), judged.model()).find();
        var liked = 0;
        for (var swipe = border; swipe < history.size(); swipe++) {
            liked += history.liked(swipe) ? 1 : 0;
        }
        var report = new Report(
                judged.kind().name().toLowerCase(java.util.Locale.ROOT),
                Instant.ofEpochMilli(history.at[border]),
                history.size(),
                history.size() - border,
                history.people(),
                (double) liked / (history.size() - border),
                found.ranker(),
                found.figures().get(found.ranker()),
                judge.of(judge.vector(), null),
                serving == null ? null : new Mixed(history, border, serving, serving).figures(serving.mix(), null),
                judge.of(judge.popularity(), null),
                judge.of(judge.recency(), null),
                found.figures(),
                found.directions(),
                found.without());
        var all = fit.handle(history.size());
        var mix = new Mixed(history, history.size(), all.inner(), all.model())
                .learn(found.mix().kind(), null);
        return new Trained(all.model().with(mix), report, Instant.ofEpochMilli(history.at[history.size() - 1]));
    }
}
