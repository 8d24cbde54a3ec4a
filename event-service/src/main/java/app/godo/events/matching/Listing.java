package app.godo.events.matching;

import java.util.List;
import java.util.Map;

/**
 * What one Source tells of one Event, as far as matching looks at it.
 *
 * @param kind of the Source, or its name where that is all that is known
 * @param title as listed
 * @param links every address the Source gives for it, its own page first
 * @param performers as far as the Source names them apart from the title
 * @param priceMin minor units, null when unknown; and then {@code priceMax} does not count
 * @param told how many fields of each aspect the Source fills in; none for an aspect that is missing
 */
public record Listing(
        String source,
        String externalId,
        String kind,
        String title,
        When when,
        Where where,
        List<String> links,
        List<String> performers,
        Integer priceMin,
        Integer priceMax,
        Map<Aspect, Integer> told,
        Prospect prospect) {

    public Listing {
        if (title.isBlank()) {
            throw new IllegalArgumentException("%s:%s has no title".formatted(source, externalId));
        }
        links = List.copyOf(links);
        performers = List.copyOf(performers);
        told = Map.copyOf(told);
    }

    /** The same as of its Fact. */
    public String key() {
        return source + ":" + externalId;
    }

    SourceKind sourceKind() {
        return SourceKind.of(kind);
    }

    int fieldsTold(Aspect aspect) {
        return told.getOrDefault(aspect, 0);
    }
}
