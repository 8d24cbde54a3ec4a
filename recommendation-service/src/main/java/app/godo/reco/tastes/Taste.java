package app.godo.reco.tastes;

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
 * @param last the last swipe that came in, null when there is none
 * @param known false when nobody can say what they like, which is not the same as someone new
 */
public record Taste(
        String revision,
        Tally all,
        Map<String, Tally> facets,
        Set<String> stated,
        Set<UUID> seen,
        UUID last,
        boolean known) {

    /** Someone who has swiped and chosen nothing. */
    public static final Taste NONE = new Taste("", Tally.NONE, Map.of(), Set.of(), Set.of());

    /** A taste that is known. */
    public Taste(String revision, Tally all, Map<String, Tally> facets, Set<String> stated, Set<UUID> seen) {
        this(revision, all, facets, stated, seen, null, true);
    }

    /** Someone of whom nothing is known but what they have swiped. */
    public static Taste unknown(Set<UUID> seen) {
        return new Taste("", Tally.NONE, Map.of(), Set.of(), seen, null, false);
    }

    public Tally of(String facet) {
        return facets.getOrDefault(facet, Tally.NONE);
    }
}
