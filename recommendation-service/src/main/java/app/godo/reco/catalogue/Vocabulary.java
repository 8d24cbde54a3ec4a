package app.godo.reco.catalogue;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers for the facets of Events, so that ranking looks them up in arrays. The numbers mean something in this process only;
 * what is stored anywhere else are the facets' names. It only grows: the catalogue begins another when
 * too much of it is about Events that are over.
 */
public class Vocabulary {

    /** The number of no facet at all. */
    public static final int NONE = 0;

    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();

    /** The number of this facet, from now on. */
    int numberOf(String facet) {
        var known = numbers.get(facet);
        return known != null ? known : add(facet);
    }

    /** The number of this facet, {@link #NONE} when no Event ever had it. */
    public int knownNumberOf(String facet) {
        return numbers.getOrDefault(facet, NONE);
    }

    /** One more than the greatest number that any Event loaded so far can have. */
    public int size() {
        return numbers.size() + 1;
    }

    private synchronized int add(String facet) {
        return numbers.computeIfAbsent(facet, unknown -> numbers.size() + 1);
    }
}
