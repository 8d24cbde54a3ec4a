package app.godo.events.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Joins what belongs together, the surest first, and never two groups of which any two members are kept apart or in doubt: an
 * evening that names no venue may bring two places near each other, but does not make them one.
 */
final class Clusters {

    private static final Comparator<Verdict> SUREST_FIRST =
            Comparator.comparing(Verdict::score).reversed().thenComparing(Verdict::pair);

    private final Map<String, List<String>> clusterOf = new HashMap<>();
    private final Map<String, List<Verdict>> because = new HashMap<>();
    private final List<Verdict> refused = new ArrayList<>();
    private final BiFunction<String, String, Verdict> judge;
    private final Rulings rulings;

    private Clusters(List<String> keys, BiFunction<String, String, Verdict> judge, Rulings rulings) {
        this.judge = judge;
        this.rulings = rulings;
        keys.forEach(key -> clusterOf.put(key, List.of(key)));
    }

    /**
     * @param merging verdicts whose band is {@code MERGE}
     * @param judge of any two keys
     */
    static Clusters of(
            List<String> keys, List<Verdict> merging, BiFunction<String, String, Verdict> judge, Rulings rulings) {
        var clusters = new Clusters(keys, judge, rulings);
        rulings.together().stream()
                .sorted()
                .filter(pair ->
                        clusters.clusterOf.containsKey(pair.one()) && clusters.clusterOf.containsKey(pair.other()))
                .forEach(pair -> clusters.join(judge.apply(pair.one(), pair.other()), true));
        merging.stream().sorted(SUREST_FIRST).forEach(verdict -> clusters.join(verdict, false));
        return clusters;
    }

    private void join(Verdict verdict, boolean ruled) {
        var one = clusterOf.get(verdict.pair().one());
        var other = clusterOf.get(verdict.pair().other());
        if (one != other
                && !(one.stream().allMatch(left -> other.stream().allMatch(right -> mayMeet(left, right, ruled))))) {
            refused.add(verdict);
            return;
        }
        because.computeIfAbsent(verdict.pair().one(), first -> new ArrayList<>())
                .add(verdict);
        if (one != other) {
            var both = new ArrayList<>(one);
            both.addAll(other);
            both.sort(null);
            both.forEach(key -> clusterOf.put(key, both));
        }
    }

    private boolean mayMeet(String left, String right, boolean ruled) {
        var pair = Pair.of(left, right);
        return !rulings.apart().contains(pair)
                && (ruled
                        || rulings.together().contains(pair)
                        || judge.apply(left, right).isUnopposed());
    }

    /** Each with the verdicts that joined it, in the order of the first members. */
    Map<List<String>, List<Verdict>> joined() {
        var joined = new TreeMap<List<String>, List<Verdict>>(Comparator.comparing(List::getFirst));
        clusterOf.values().forEach(members -> joined.put(members, new ArrayList<>()));
        joined.forEach((members, reasons) ->
                members.forEach(member -> reasons.addAll(because.getOrDefault(member, List.of()))));
        return joined;
    }

    /** Verdicts to merge that were not followed. */
    List<Verdict> refused() {
        return refused;
    }

    boolean areTogether(Pair pair) {
        return clusterOf.get(pair.one()) == clusterOf.get(pair.other());
    }
}
