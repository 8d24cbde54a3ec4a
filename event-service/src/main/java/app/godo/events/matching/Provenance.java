package app.godo.events.matching;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Decides from which Listing of a merged Event the fields of each aspect are taken. Never row by row, never field by field. */
final class Provenance {

    private Provenance() {}

    /**
     * The Listing that is still listed, that is not known to be wrong there, whose Source is nearest to the matter, that tells most
     * of it; and of equals the first by key. Whether it takes place is believed of who says so, and of equals of who calls it off:
     * that is never said by default.
     */
    static Map<Aspect, String> of(Collection<Traits> members, Set<String> slippedSources) {
        var chosen = new EnumMap<Aspect, String>(Aspect.class);
        for (var aspect : Aspect.values()) {
            members.stream()
                    .filter(traits -> traits.listing().fieldsTold(aspect) > 0)
                    .min(Comparator.<Traits, Boolean>comparing(
                                    traits -> traits.listing().prospect() == Prospect.VANISHED)
                            .thenComparing(traits -> isWeak(traits, aspect, slippedSources))
                            .thenComparing(
                                    traits -> aspect.rank(traits.listing().sourceKind()))
                            .thenComparing(traits ->
                                    aspect == Aspect.STATUS && traits.listing().prospect() != Prospect.CALLED_OFF)
                            .thenComparing(traits -> -traits.listing().fieldsTold(aspect))
                            .thenComparing(Traits::key))
                    .ifPresent(traits -> chosen.put(aspect, traits.key()));
        }
        return chosen;
    }

    private static boolean isWeak(Traits traits, Aspect aspect, Set<String> slippedSources) {
        return switch (aspect) {
            case TIME -> !traits.when().namesHour() || slippedSources.contains(traits.source());
            case PLACE -> !traits.namesVenue();
            case STATUS -> traits.listing().prospect() == Prospect.SILENT;
            default -> false;
        };
    }
}
