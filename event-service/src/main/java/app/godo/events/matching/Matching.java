package app.godo.events.matching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which Listings tell of the same Event. The same Listings and rulings in any order give the same answer; nothing is
 * learned from labels, and nothing is kept between two calls.
 */
public final class Matching {

    private final Map<String, Traits> byKey;
    private final Background background;
    private final Judge judge;

    private Matching(Map<String, Traits> byKey, Background background) {
        this.byKey = byKey;
        this.background = background;
        this.judge = new Judge(background);
    }

    /**
     * @param listings to be matched; of several with one key the last counts
     * @param others that are only learned from: which words are rare, which points no place, whose clock is wrong
     */
    public static Matching of(Collection<Listing> listings, Collection<Listing> others) {
        var learnedFrom = new TreeMap<String, Traits>();
        others.forEach(listing -> learnedFrom.put(listing.key(), Traits.of(listing)));
        var byKey = new TreeMap<String, Traits>();
        listings.forEach(listing -> byKey.put(listing.key(), Traits.of(listing)));
        learnedFrom.putAll(byKey);
        return new Matching(byKey, Background.of(List.copyOf(learnedFrom.values())));
    }

    /** The same with what was learned before, so that some Listings can be matched without reading all again. */
    public static Matching of(Collection<Traits> listings, Background background) {
        var byKey = new TreeMap<String, Traits>();
        listings.forEach(traits -> byKey.put(traits.key(), traits));
        return new Matching(byKey, background);
    }

    /**
     * @param merges one for each Event, in the order of their first members
     * @param review pairs that a person has to decide, the surest first
     * @param refused pairs that were to be merged, but for another member of the group
     */
    public record Result(List<Merge> merges, List<Verdict> review, List<Verdict> refused) {}

    public Result result(Rulings rulings) {
        var all = List.copyOf(byKey.values());
        var merging = new ArrayList<Verdict>();
        var review = new ArrayList<Verdict>();
        for (var found : Blocking.of(all, background)) {
            var verdict = judge.verdict(all.get(found.one()), all.get(found.other()));
            switch (verdict.band()) {
                case MERGE -> merging.add(verdict);
                case REVIEW -> review.add(verdict);
                case SEPARATE -> {}
            }
        }
        var clusters = Clusters.of(List.copyOf(byKey.keySet()), merging, this::verdict, rulings);
        var merges = new ArrayList<Merge>();
        clusters.joined().forEach((members, because) -> merges.add(merge(members, because)));
        return new Result(
                List.copyOf(merges),
                review.stream()
                        .filter(verdict -> !clusters.areTogether(verdict.pair())
                                && !rulings.apart().contains(verdict.pair()))
                        .sorted(Comparator.comparing(Verdict::score).reversed().thenComparing(Verdict::pair))
                        .toList(),
                clusters.refused().stream()
                        .filter(verdict -> !rulings.apart().contains(verdict.pair()))
                        .toList());
    }

    private Merge merge(List<String> members, List<Verdict> because) {
        return new Merge(
                List.copyOf(members),
                Provenance.of(
                        members.stream().map(byKey::get).toList(),
                        background.clocks().keySet()),
                List.copyOf(because));
    }

    /** Of two Listings by their keys, whether or not they would be compared in a run. */
    public Verdict verdict(String key, String another) {
        return judge.verdict(byKey.get(key), byKey.get(another));
    }

    /** The Sources whose clock was found to be wrong, with what is to be added to their times. */
    public Map<String, Duration> clocks() {
        return new TreeMap<>(background.clocks());
    }
}
