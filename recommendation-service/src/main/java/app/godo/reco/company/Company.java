package app.godo.reco.company;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A person's surroundings as the database lets them see these.
 *
 * @param home the neighbourhood they live in, null when they have not said
 * @param friends all their friends
 * @param going friends who go, by upcoming Event
 * @param mine their own attendance, by upcoming Event
 * @param lastSwipe the last swipe of theirs that came in, of those that count; null when there is none
 * @param known false when the database could not be asked
 */
public record Company(
        String home,
        Set<UUID> friends,
        Map<UUID, List<Friend>> going,
        Map<UUID, String> mine,
        UUID lastSwipe,
        boolean known) {

    /** Nobody is known to be there. */
    public static final Company UNKNOWN = new Company(null, Set.of(), Map.of(), Map.of(), null, false);

    /** Surroundings that are known. */
    public Company(String home, Set<UUID> friends, Map<UUID, List<Friend>> going, Map<UUID, String> mine) {
        this(home, friends, going, mine, null, true);
    }

    /** A friend, by the name they go by. */
    public record Friend(UUID id, String fullName) {}

    /** The friends who go to an Event. */
    public List<Friend> goingTo(UUID eventId) {
        return going.getOrDefault(eventId, List.of());
    }
}
