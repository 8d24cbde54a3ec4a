package app.godo.reco.learned;

import app.godo.reco.tastes.BuildTaste;
import app.godo.reco.tastes.Corrections;
import app.godo.reco.tastes.Fondness;
import app.godo.reco.tastes.Taste;
import app.godo.reco.tastes.Tastes;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells a person what was learned of them. */
@ApplicationScoped
class ShowLearned {

    /** Something may be learned while a taste is built; more than once is bad luck. */
    private static final int MOST_BUILDS = 3;

    private final Tastes tastes;
    private final BuildTaste buildTaste;

    ShowLearned(Tastes tastes, BuildTaste buildTaste) {
        this.tastes = tastes;
        this.buildTaste = buildTaste;
    }

    Uni<LearnedView> handle(UUID userId) {
        return taste(userId, MOST_BUILDS)
                .map(ShowLearned::view)
                .onFailure()
                .invoke(away -> Log.warnf("what was learned is not at hand: %s", away))
                .onFailure()
                .transform(away -> new TasteUnavailable());
    }

    private Uni<Taste> taste(UUID userId, int builds) {
        return tastes.of(userId, null).chain(read -> {
            if (read.taste() != null) {
                return Uni.createFrom().item(read.taste());
            }
            if (builds == 0) {
                throw new IllegalStateException("a taste that is never built");
            }
            return buildTaste.handle(userId, read.revision()).chain(() -> taste(userId, builds - 1));
        });
    }

    private static LearnedView view(Taste taste) {
        var said = taste.corrections();
        var learned = taste.facets().keySet().stream()
                .sorted(Comparator.comparing((String facet) -> -taste.of(facet).evidence())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(LearnedView.MOST_LEARNED);
        var names = Stream.of(
                        Stream.of(Corrections.FRIENDS, Corrections.HOME),
                        said.liking().keySet().stream().sorted(),
                        learned)
                .flatMap(facets -> facets)
                .distinct();
        return new LearnedView(
                names.map(facet -> item(taste, facet)).toList(),
                said.less().entrySet().stream()
                        .map(less -> new LearnedView.Less(less.getKey(), less.getValue()))
                        .sorted(Comparator.comparing(LearnedView.Less::eventId))
                        .toList(),
                said.venues().entrySet().stream()
                        .map(venue -> new LearnedView.Venue(venue.getKey(), venue.getValue()))
                        .sorted(Comparator.comparing(LearnedView.Venue::name))
                        .toList(),
                said.since());
    }

    private static LearnedView.Item item(Taste taste, String name) {
        var tally = taste.of(name);
        var colon = name.indexOf(':');
        return new LearnedView.Item(
                name.substring(0, colon),
                name.substring(colon + 1),
                tally.evidence(),
                tally.likes(),
                tally.evidence() == 0 ? 0 : Fondness.learned(taste, name),
                taste.corrections().liking().get(name));
    }
}
