package app.godo.reco.feed;

import app.godo.reco.catalogue.LiveEvent;
import app.godo.reco.training.ServedModels;
import app.godo.reco.training.Term;
import io.smallrye.mutiny.Uni;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.enterprise.context.ApplicationScoped;

/** Scores whatever a feed of one person could be dealt from, and says what each score is made of. */
@ApplicationScoped
class ScoreForOne {

    private static final Signal[] SIGNALS = Signal.values();

    private final KnowTheCaller knowTheCaller;
    private final Moments moments;
    private final ServedModels models;

    ScoreForOne(KnowTheCaller knowTheCaller, Moments moments, ServedModels models) {
        this.knowTheCaller = knowTheCaller;
        this.moments = moments;
        this.models = models;
    }

    /** The best first. */
    Uni<ScoresView> handle(UUID userId, int limit) {
        return knowTheCaller.handle(userId, null).map(known -> {
            var moment = moments.of(known, models.now());
            var scored = moment.live().all().stream()
                    .filter(moments.servable(userId, moment))
                    .map(event -> scored(event, moment.ranking()))
                    .sorted(Comparator.comparing(ScoresView.Scored::score).reversed())
                    .limit(limit)
                    .toList();
            return new ScoresView(userId, scored, moment.ranking().liking().version(), moment.degraded());
        });
    }

    private static ScoresView.Scored scored(LiveEvent event, Ranking ranking) {
        var terms = new double[Signal.COUNT];
        var sum = ranking.rank(event, terms);
        if (ranking.asksTheForest()) {
            sum = ranking.askTheForest(terms, sum, new float[Term.values().length]);
        }
        var contributions = new LinkedHashMap<String, Double>();
        contributions.put("base", ranking.base());
        IntStream.range(0, terms.length)
                .filter(n -> terms[n] != 0)
                .forEach(n -> contributions.put(SIGNALS[n].name().toLowerCase(Locale.ROOT), terms[n]));
        return new ScoresView.Scored(event.id(), Ranking.probability((float) sum), contributions);
    }
}
