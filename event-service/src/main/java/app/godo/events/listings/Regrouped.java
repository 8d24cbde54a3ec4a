package app.godo.events.listings;

import app.godo.events.catalogue.Told;
import app.godo.events.listings.Grouping.Standing;
import app.godo.events.listings.Listings.Kept;
import app.godo.events.matching.Aspect;
import app.godo.events.matching.Background;
import app.godo.events.matching.Keys;
import app.godo.events.matching.Matching;
import app.godo.events.matching.Merge;
import app.godo.events.matching.Pair;
import app.godo.events.matching.Rulings;
import app.godo.events.matching.Traits;
import app.godo.events.matching.Verdict;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What becomes of Listings that are judged together, worked out without the database.
 *
 * @param added Events that are new
 * @param told Events that there were, as they are told now
 * @param kept Listings that are to be written
 * @param moves of people from one Event to another
 * @param review pairs that a person has to decide
 */
record Regrouped(List<Told> added, List<Told> told, List<Kept> kept, List<Move> moves, List<Verdict> review) {

    /**
     * @param back whether an Event comes back: then only those go who had said it of that one
     */
    record Move(UUID leaving, UUID entering, boolean back) {}

    /**
     * What is together stays together, whatever was learned since, as long as none of it is judged anew.
     *
     * @param all that are judged together, by key
     * @param known those of them that were taken before, by key
     * @param judged the keys of those that are judged for their own sake
     * @param anew of these, those that are told otherwise than before, or ruled upon
     * @param traitsOf what is compared of a Listing
     */
    static Regrouped of(
            Map<String, Drafted> all,
            Map<String, Known> known,
            Set<String> judged,
            Set<String> anew,
            Map<UUID, Standing> standings,
            Rulings rulings,
            Background background,
            Function<Drafted, Traits> traitsOf,
            Instant now,
            ObjectMapper mapper) {
        var traits = new TreeMap<String, Traits>();
        all.forEach((key, one) -> traits.put(key, traitsOf.apply(one)));
        var result = Matching.of(traits.values(), background).result(holding(known, anew, rulings));
        var grouping = Grouping.of(result.merges().stream().map(Merge::members).toList(), known, standings, Ids::next);
        var compositions = new HashMap<UUID, Composition>();
        var homes = new HashMap<UUID, String>();
        for (var merge : result.merges()) {
            var event = grouping.eventOf().get(merge.members().getFirst());
            compositions.put(event, Composition.of(merge, all, now, mapper));
            homes.put(
                    event,
                    merge.provenance()
                            .getOrDefault(Aspect.TITLE, merge.members().getFirst()));
        }
        var added = new ArrayList<Told>();
        var told = new ArrayList<Told>();
        compositions.forEach((event, made) -> (grouping.made().contains(event) ? added : told)
                .add(new Told(event, made.draft(), made.sources(), null)));
        grouping.mergedInto().forEach((event, into) -> {
            var made = compositions.get(into);
            told.add(new Told(event, made.draft(), made.sources(), into));
        });
        return new Regrouped(
                added,
                told,
                kept(all, traits, known, anew, grouping, homes, background),
                moves(grouping, standings),
                Stream.concat(result.review().stream(), result.refused().stream())
                        .filter(verdict -> judged.contains(verdict.pair().one())
                                || judged.contains(verdict.pair().other()))
                        .toList());
    }

    private static Rulings holding(Map<String, Known> known, Set<String> anew, Rulings rulings) {
        var membersOf = new TreeMap<UUID, List<String>>();
        known.values().stream().filter(one -> !anew.contains(one.key())).forEach(one -> membersOf
                .computeIfAbsent(one.eventId(), first -> new ArrayList<>())
                .add(one.key()));
        var together = new HashSet<>(rulings.together());
        membersOf.values().forEach(members -> {
            for (var i = 1; i < members.size(); i++) {
                together.add(Pair.of(members.get(i - 1), members.get(i)));
            }
        });
        together.removeAll(rulings.apart());
        return new Rulings(together, rulings.apart());
    }

    private static List<Kept> kept(
            Map<String, Drafted> all,
            Map<String, Traits> traits,
            Map<String, Known> known,
            Set<String> anew,
            Grouping grouping,
            Map<UUID, String> homes,
            Background background) {
        var kept = new ArrayList<Kept>();
        all.forEach((key, one) -> {
            var before = known.get(key);
            var event = grouping.eventOf().get(key);
            var isHome = grouping.made().contains(event) && homes.get(event).equals(key);
            var home = before != null && before.homeId() != null ? before.homeId() : isHome ? event : null;
            if (before == null
                    || before.day() == null
                    || anew.contains(key)
                    || !event.equals(before.eventId())
                    || !Objects.equals(home, before.homeId())) {
                var compared = traits.get(key);
                kept.add(new Kept(
                        one,
                        event,
                        home,
                        compared.when().start().toLocalDate(),
                        Keys.of(compared, background).kept()));
            }
        });
        return kept;
    }

    /** Who goes back goes first, so that what they come back to is theirs whatever else moves. */
    private static List<Move> moves(Grouping grouping, Map<UUID, Standing> standings) {
        var moves = new ArrayList<Move>();
        standings.values().stream()
                .filter(before -> before.mergedInto() != null
                        && grouping.eventOf().containsValue(before.id())
                        && !grouping.mergedInto().containsKey(before.id()))
                .forEach(before -> moves.add(new Move(before.mergedInto(), before.id(), true)));
        grouping.mergedInto().forEach((event, into) -> {
            if (standings.get(event).mergedInto() == null) {
                moves.add(new Move(event, into, false));
            }
        });
        return moves;
    }
}
