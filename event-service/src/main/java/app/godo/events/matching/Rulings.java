package app.godo.events.matching;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people decided, against which no score counts. To undo a merge is to rule its Listings apart and match again: they were
 * never altered, so nothing is lost.
 *
 * @param together pairs that are one Event
 * @param apart pairs that are not; of a pair in both, the later ruling has to be kept alone by whoever keeps them
 */
public record Rulings(Set<Pair> together, Set<Pair> apart) {

    public static final Rulings NONE = new Rulings(Set.of(), Set.of());

    public Rulings {
        together = Set.copyOf(together);
        apart = Set.copyOf(apart);
        if (together.stream().anyMatch(apart::contains)) {
            throw new IllegalArgumentException("ruled both together and apart");
        }
    }

    /** The same, but that one Listing is none of the Event that others are. */
    public Rulings partedFrom(String key, Collection<String> others) {
        var nowApart = new TreeSet<>(apart);
        others.stream().filter(other -> !other.equals(key)).forEach(other -> nowApart.add(Pair.of(key, other)));
        var stillTogether = new TreeSet<>(together);
        stillTogether.removeAll(nowApart);
        return new Rulings(stillTogether, nowApart);
    }

    /** The same, but that two Listings are one Event. */
    public Rulings joined(Pair pair) {
        var nowTogether = new TreeSet<>(together);
        nowTogether.add(pair);
        var stillApart = new TreeSet<>(apart);
        stillApart.remove(pair);
        return new Rulings(nowTogether, stillApart);
    }
}
