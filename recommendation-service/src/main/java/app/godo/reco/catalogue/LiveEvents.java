package app.godo.reco.catalogue;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue at one moment.
 *
 * @param all soonest first, in the same order on every replica
 * @param membership another number whenever an Event came, went or changed; seats are not counted here
 */
public record LiveEvents(List<LiveEvent> all, Map<UUID, LiveEvent> byId, long membership) {

    static final LiveEvents NONE = new LiveEvents(List.of(), Map.of(), 0);

    private static final Comparator<LiveEvent> SOONEST_FIRST =
            Comparator.comparingLong(LiveEvent::startMillis).thenComparing(LiveEvent::id);

    static LiveEvents of(Collection<LiveEvent> events, long membership) {
        return new LiveEvents(
                events.stream().sorted(SOONEST_FIRST).toList(),
                events.stream().collect(Collectors.toUnmodifiableMap(LiveEvent::id, Function.identity())),
                membership);
    }

    /** Whether any of them was put in by a person. */
    public boolean hasUserGenerated() {
        return all.stream().anyMatch(event -> event.told().isUserGenerated());
    }
}
