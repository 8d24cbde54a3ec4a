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
 * @param seen the Events they have swiped
 */
public record Taste(String revision, Tally all, Map<String, Tally> facets, Set<String> stated, Set<UUID> seen) {

    /** Someone of whom nothing is known. */
    public static final Taste NONE = unknown(Set.of());

    /** Someone of whom nothing is known but what they have swiped. */
    public static Taste unknown(Set<UUID> seen) {
        return new Taste("", Tally.NONE, Map.of(), Set.of(), seen);
    }

    public Tally of(String facet) {
        return facets.getOrDefault(facet, Tally.NONE);
    }
}
