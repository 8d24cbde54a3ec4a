package app.godo.reco.tastes;

import app.godo.wire.facts.Direction;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is known of a person's taste.
 *
 * @param revision another word whenever something was learned, empty when nothing ever was
 * @param all what all swipes add up to; its {@code evidence} is their number, one per Event
 * @param facets the same by facet
 * @param stated the categories they chose when they joined
 * @param seen the Events they have swiped, but for those long over
 * @param liked those of them that they did not swipe to the left
 * @param last the last swipe that came in, null when there is none
 * @param corrections what they say of all this
 * @param known false when nobody can say what they like, which is not the same as someone new
 */
public record Taste(
        String revision,
        Tally all,
        Map<String, Tally> facets,
        Set<String> stated,
        Set<UUID> seen,
        Set<UUID> liked,
        UUID last,
        Corrections corrections,
        boolean known) {

    /** Someone who has swiped and chosen nothing. */
    public static final Taste NONE = new Taste("", Tally.NONE, Map.of(), Set.of(), Set.of());

    /** A taste that is known. */
    public Taste(String revision, Tally all, Map<String, Tally> facets, Set<String> stated, Set<UUID> seen) {
        this(revision, all, facets, stated, seen, Set.of(), null, Corrections.NONE, true);
    }

    /** A swipe as far as it says what somebody likes: which way, and what the Event had. */
    public record Lesson(Direction direction, List<String> facets) {}

    /** What these swipes add up to, as if there were no others. */
    public static Taste of(Collection<Lesson> lessons) {
        var all = Tally.NONE;
        var facets = new HashMap<String, Tally>();
        for (var lesson : lessons) {
            var tally = Tally.of(lesson.direction());
            all = all.plus(tally);
            lesson.facets().forEach(facet -> facets.merge(facet, tally, Tally::plus));
        }
        return new Taste("", all, facets, Set.of(), Set.of());
    }

    /** Someone of whom nothing is known but what they have swiped and said. */
    public static Taste unknown(Set<UUID> seen, Corrections corrections) {
        return new Taste("", Tally.NONE, Map.of(), Set.of(), seen, Set.of(), null, corrections, false);
    }

    public Tally of(String facet) {
        return facets.getOrDefault(facet, Tally.NONE);
    }
}
