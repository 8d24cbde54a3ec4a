package app.godo.events.matching;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose clock is wrong. A Source that lists nearly everything that others list too at the same distance from their time has
 * slipped, mostly by a time zone.
 */
final class Clocks {

    /** So many Listings of a Source have to slip alike. */
    private static final int WITNESSES = 3;

    /** More than half, so that there is one answer at most. */
    private static final double SHARE_OF_WITNESSES = 0.6;

    private static final double LIKE = 0.8;

    /** Less is doors and curtain, not a clock. */
    private static final Duration LEAST = Duration.ofMinutes(90);

    private static final Duration MOST = Duration.ofHours(14);

    private Clocks() {}

    /** What to add to whose times. */
    static Map<String, Duration> learned(List<Traits> all, Background background) {
        var twins = twins(all, background);
        var kinds = all.stream()
                .collect(Collectors.toMap(
                        Traits::source, traits -> traits.listing().sourceKind(), Clocks::nearer));
        var clocks = new HashMap<String, Duration>();
        for (var worst = worst(twins, clocks, kinds); worst.isPresent(); worst = worst(twins, clocks, kinds)) {
            clocks.put(worst.get().source(), worst.get().by());
        }
        return clocks;
    }

    private static SourceKind nearer(SourceKind one, SourceKind other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private record Twins(Traits one, Traits other) {}

    private record Slipped(String source, SourceKind kind, Duration by, int witnesses, double share) {

        /** Where two Sources contradict only each other, the one that has it at second hand is wrong. */
        private static final Comparator<Slipped> WORST_LAST = Comparator.comparing(Slipped::witnesses)
                .thenComparing(Slipped::share)
                .thenComparing(Slipped::kind)
                .thenComparing(Slipped::source);
    }

    /** Of two Sources, on one day, at one venue, with one title. */
    private static List<Twins> twins(List<Traits> all, Background background) {
        return Blocking.of(all, background).stream()
                .map(found -> new Twins(all.get(found.one()), all.get(found.other())))
                .filter(twins -> !twins.one().source().equals(twins.other().source()))
                .filter(twins ->
                        twins.one().when().namesHour() && twins.other().when().namesHour())
                .filter(twins ->
                        twins.one().marks().otherSessionThan(twins.other().marks()) == null)
                .filter(twins -> background.likeVenues(twins.one(), twins.other()) >= Judge.SAME_VENUE
                        && background.likeTitles(twins.one(), twins.other()) >= LIKE)
                .toList();
    }

    /** The Source with the most witnesses against it that has not been set right yet. */
    private static Optional<Slipped> worst(
            List<Twins> twins, Map<String, Duration> clocks, Map<String, SourceKind> kinds) {
        var nearest = new HashMap<String, Map<String, Duration>>();
        for (var pair : twins) {
            note(nearest, pair.one(), pair.other(), clocks);
            note(nearest, pair.other(), pair.one(), clocks);
        }
        return nearest.entrySet().stream()
                .filter(entry -> !clocks.containsKey(entry.getKey()))
                .map(entry -> slipped(
                        entry.getKey(),
                        kinds.get(entry.getKey()),
                        entry.getValue().values()))
                .flatMap(Optional::stream)
                .max(Slipped.WORST_LAST);
    }

    /** Keeps, for each Listing, how far the nearest of its twins is: a matinee is no evening that slipped. */
    private static void note(
            Map<String, Map<String, Duration>> nearest, Traits traits, Traits twin, Map<String, Duration> clocks) {
        var gap = Duration.between(
                traits.when().start().plus(clocks.getOrDefault(traits.source(), Duration.ZERO)),
                twin.when().start().plus(clocks.getOrDefault(twin.source(), Duration.ZERO)));
        nearest.computeIfAbsent(traits.source(), first -> new HashMap<>())
                .merge(traits.key(), gap, (old, now) -> now.abs().compareTo(old.abs()) < 0 ? now : old);
    }

    private static Optional<Slipped> slipped(String source, SourceKind kind, Collection<Duration> gaps) {
        return gaps.stream()
                .distinct()
                .filter(gap -> gap.abs().compareTo(LEAST) >= 0 && gap.abs().compareTo(MOST) <= 0)
                .map(gap -> {
                    var witnesses = Collections.frequency(gaps, gap);
                    return new Slipped(source, kind, gap, witnesses, (double) witnesses / gaps.size());
                })
                .filter(slipped -> slipped.witnesses() >= WITNESSES && slipped.share() >= SHARE_OF_WITNESSES)
                .findAny();
    }
}
