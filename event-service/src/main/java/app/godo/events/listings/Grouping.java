package app.godo.events.listings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which Event each group of Listings is from here on. An id that people know is never lost: of several Events that turn out to be
 * one, that which most people know stands for all, and the others are merged into it; of one that turns out to be several, those
 * keep it for whom it was made, and an Event that was merged comes back for the Listing it was made for.
 *
 * @param eventOf by Listing
 * @param made Events that are new
 * @param mergedInto by Event that another takes the place of, that other
 */
record Grouping(Map<String, UUID> eventOf, Set<UUID> made, Map<UUID, UUID> mergedInto) {

    /**
     * What is known of an Event.
     *
     * @param mergedInto null for one that stands for itself
     * @param rejected whether moderators will not have it shown
     * @param people how many said anything of it
     */
    record Standing(UUID id, UUID mergedInto, boolean rejected, long people) {}

    /**
     * @param groups of Listings by their keys
     * @param known those of them that were taken before, by key
     * @param standings of each Event of which these tell, told, or were merged into one of these
     * @param ids of new Events
     */
    static Grouping of(
            List<List<String>> groups, Map<String, Known> known, Map<UUID, Standing> standings, Supplier<UUID> ids) {
        var claims = new HashMap<UUID, Claim>();
        groups.forEach(
                group -> claimsOf(group, known).forEach((event, claim) -> claims.merge(event, claim, Claim::stronger)));
        standings.values().stream()
                .filter(event -> event.mergedInto() != null && !claims.containsKey(event.id()))
                .filter(event -> claims.containsKey(event.mergedInto()))
                .forEach(event -> claims.put(event.id(), claims.get(event.mergedInto())));
        var won = new HashMap<List<String>, List<Standing>>();
        claims.forEach((event, claim) ->
                won.computeIfAbsent(claim.group(), first -> new ArrayList<>()).add(standings.get(event)));

        var eventOf = new LinkedHashMap<String, UUID>();
        var made = new HashSet<UUID>();
        var mergedInto = new HashMap<UUID, UUID>();
        for (var group : groups) {
            var candidates = won.getOrDefault(group, List.of());
            var event = candidates.stream().min(KNOWN_BEST).map(Standing::id).orElseGet(ids);
            if (candidates.isEmpty()) {
                made.add(event);
            }
            group.forEach(key -> eventOf.put(key, event));
            candidates.stream()
                    .map(Standing::id)
                    .filter(other -> !other.equals(event))
                    .forEach(other -> mergedInto.put(other, event));
        }
        return new Grouping(eventOf, made, mergedInto);
    }

    /** One that may be shown first, one that stands for itself before one that was merged, then the best known, then the older. */
    private static final Comparator<Standing> KNOWN_BEST = Comparator.comparing(Standing::rejected)
            .thenComparing(event -> event.mergedInto() != null)
            .thenComparing(event -> -event.people())
            .thenComparing(event -> event.id().toString());

    /** How much speaks for an Event being a group's: that it was made for one of them, then how many tell of it. */
    private record Claim(List<String> group, long homes, long members) {

        private static final Comparator<Claim> WEAKEST_FIRST = Comparator.comparing(Claim::homes)
                .thenComparing(Claim::members)
                .thenComparing(claim -> claim.group().getFirst(), Comparator.reverseOrder());

        static Claim stronger(Claim one, Claim other) {
            return WEAKEST_FIRST.compare(one, other) >= 0 ? one : other;
        }
    }

    private static Map<UUID, Claim> claimsOf(List<String> group, Map<String, Known> known) {
        var members = group.stream().map(known::get).filter(Objects::nonNull).toList();
        var claims = new HashMap<UUID, Claim>();
        members.stream()
                .flatMap(member -> Stream.of(member.eventId(), member.homeId()))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(event -> claims.put(
                        event,
                        new Claim(group, count(members, Known::homeId, event), count(members, Known::eventId, event))));
        return claims;
    }

    private static long count(List<Known> members, Function<Known, UUID> what, UUID event) {
        return members.stream()
                .filter(member -> event.equals(what.apply(member)))
                .count();
    }
}
