package app.godo.reco.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue at one moment.
 *
 * @param all soonest first, in the same order on every replica
 * @param membership another number whenever an Event came, went or changed; seats are not counted here
 * @param vocabulary knows every facet of them, and may come to know more
 */
public record LiveEvents(List<LiveEvent> all, Map<UUID, LiveEvent> byId, long membership, Vocabulary vocabulary) {

    static LiveEvents none() {
        return new LiveEvents(List.of(), Map.of(), 0, new Vocabulary());
    }

    private static final Comparator<LiveEvent> SOONEST_FIRST =
            Comparator.comparingLong(LiveEvent::startMillis).thenComparing(LiveEvent::id);

    static LiveEvents of(Collection<LiveEvent> events, long membership, Vocabulary vocabulary) {
        return new LiveEvents(
                events.stream().sorted(SOONEST_FIRST).toList(),
                events.stream().collect(Collectors.toUnmodifiableMap(LiveEvent::id, Function.identity())),
                membership,
                vocabulary);
    }

    /** Those that people have put in. */
    public Set<UUID> userGenerated() {
        return all.stream()
                .filter(event -> event.told().isUserGenerated())
                .map(LiveEvent::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many facets they have. */
    int facets() {
        return (int) all.stream()
                .flatMap(event -> event.facets().names().stream())
                .distinct()
                .count();
    }
}
