package app.godo.events.listings;

import app.godo.events.attendance.Seats;
import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Revised;
import app.godo.events.listings.Listings.News;
import app.godo.events.matching.Keys;
import app.godo.events.matching.Rulings;
import app.godo.wire.facts.EventFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Judges Listings with all that is near them, and makes of each group one Event. One Fact for each Event that is really otherwise
 * than before, some statements for many. Days are held first, so that whoever judges waits for whoever judges the same days; the
 * work of comparing is done off the event loop; and Events are held only to be written, so that nobody who attends one waits for
 * it. Joins the worker's transaction.
 */
@ApplicationScoped
public class Regroup {

    private final Experience experience;
    private final Listings listings;
    private final Drafting drafting;
    private final Remembered remembered;
    private final Standings standings;
    private final Rulebook rulebook;
    private final Catalogue catalogue;
    private final Seats seats;
    private final Outbox outbox;
    private final Clock clock;
    private final ObjectMapper mapper;

    Regroup(
            Experience experience,
            Listings listings,
            Drafting drafting,
            Remembered remembered,
            Standings standings,
            Rulebook rulebook,
            Catalogue catalogue,
            Seats seats,
            Outbox outbox,
            Clock clock,
            ObjectMapper mapper) {
        this.experience = experience;
        this.listings = listings;
        this.drafting = drafting;
        this.remembered = remembered;
        this.standings = standings;
        this.rulebook = rulebook;
        this.catalogue = catalogue;
        this.seats = seats;
        this.outbox = outbox;
        this.clock = clock;
        this.mapper = mapper;
    }

    /** Takes what is told otherwise than it was known. */
    Uni<Void> take(News news) {
        return news.told().isEmpty() ? Uni.createFrom().voidItem() : judge(news.told(), news.days(), How.TOLD);
    }

    /** Judges Listings again that people have ruled upon: what held them together until now does not count. */
    public Uni<Void> ruled(Collection<String> keys) {
        return again(keys, How.RULED);
    }

    /** Judges Listings again with what was learned since. */
    Uni<Void> again(Collection<String> keys) {
        return again(keys, How.AGAIN);
    }

    private enum How {
        TOLD,
        RULED,
        AGAIN
    }

    private Uni<Void> again(Collection<String> keys, How how) {
        return listings.named(keys).chain(known -> OnAWorker.run(
                        () -> known.stream().map(drafting::of).toList())
                .chain(told -> told.isEmpty() ? Uni.createFrom().voidItem() : judge(told, Set.of(), how)));
    }

    private Uni<Void> judge(List<Drafted> told, Set<LocalDate> formerDays, How how) {
        return experience.with(told).chain(background -> OnAWorker.run(() -> told.stream()
                        .collect(Collectors.toMap(Drafted::key, one -> Keys.of(remembered.traitsOf(one), background))))
                .chain(keys -> held(told, keys, formerDays, how))
                .chain(held -> held.judged().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : OnAWorker.run(() -> Regrouped.of(
                                        all(held),
                                        held.known(),
                                        held.judged().keySet(),
                                        how == How.AGAIN
                                                ? Set.of()
                                                : held.judged().keySet(),
                                        held.standings(),
                                        held.rulings(),
                                        background,
                                        remembered::traitsOf,
                                        clock.instant(),
                                        mapper))
                                .chain(regrouped ->
                                        write(regrouped, held.judged().keySet()))));
    }

    /**
     * All that is judged together, held until the transaction ends.
     *
     * @param judged what is judged for its own sake
     * @param known what was taken before, by key
     */
    private record Held(
            Map<String, Drafted> judged,
            Map<String, Known> known,
            Map<UUID, Grouping.Standing> standings,
            Rulings rulings) {}

    private Uni<Held> held(List<Drafted> told, Map<String, Keys> keys, Set<LocalDate> formerDays, How how) {
        var days = new TreeSet<>(formerDays);
        keys.values().forEach(one -> days.addAll(one.days()));
        return listings.holdDays(days)
                .chain(() -> listings.named(keys.keySet()))
                .chain(own -> {
                    var before = byKey(own);
                    return how == How.TOLD
                            ? near(
                                    told.stream()
                                            .filter(one -> !before.containsKey(one.key())
                                                    || before.get(one.key()).saysOtherwise(one))
                                            .toList(),
                                    keys,
                                    own)
                            // as they are by now: they may have been told otherwise while the days were waited for
                            : OnAWorker.run(() -> own.stream().map(drafting::of).toList())
                                    .chain(current -> near(current, keys, own));
                });
    }

    private Uni<Held> near(List<Drafted> those, Map<String, Keys> keys, List<Known> own) {
        var judged = those.stream().collect(Collectors.toMap(Drafted::key, one -> one));
        var sought = new HashSet<Integer>();
        judged.keySet().forEach(key -> sought.addAll(keys.get(key).sought()));
        return listings.near(sought, eventsOf(own)).chain(near -> {
            var known = byKey(near);
            return standings.of(eventsOf(near)).chain(standing -> rulebook.of(union(known.keySet(), judged.keySet()))
                    .map(rulings -> new Held(judged, known, standing, rulings)));
        });
    }

    private Map<String, Drafted> all(Held held) {
        var all = new TreeMap<String, Drafted>();
        held.known().values().stream()
                .filter(one -> !held.judged().containsKey(one.key()))
                .forEach(one -> all.put(one.key(), drafting.of(one)));
        all.putAll(held.judged());
        return all;
    }

    private Uni<Void> write(Regrouped regrouped, Set<String> judged) {
        return standings
                .hold(regrouped.moves().stream()
                        .flatMap(move -> Stream.of(move.leaving(), move.entering()))
                        .collect(Collectors.toSet()))
                .chain(() -> catalogue.add(regrouped.added()))
                .chain(events -> outbox.append(events.stream()
                        .map(event -> new EventFact.Published(Ids.next(), clock.instant(), event))
                        .toList()))
                .chain(() -> catalogue.revise(regrouped.told()))
                .call(() -> listings.save(regrouped.kept()))
                .call(revised -> outbox.append(revised.stream()
                        .flatMap(one -> one.fact(clock.instant()).stream())
                        .toList()))
                .call(() -> rulebook.review(judged, regrouped.review()))
                .call(() -> inTurn(regrouped.moves().stream()
                        .map(move -> seats.move(move.leaving(), move.entering(), move.back()))))
                .chain(revised -> inTurn(revised.stream()
                        .map(Revised::after)
                        .filter(event -> event.waitlistLength() > 0)
                        .map(event -> seats.fill(event.id()))));
    }

    private static Map<String, Known> byKey(List<Known> known) {
        var byKey = new TreeMap<String, Known>();
        known.forEach(one -> byKey.put(one.key(), one));
        return byKey;
    }

    private static Set<UUID> eventsOf(List<Known> known) {
        return known.stream()
                .flatMap(one -> Stream.of(one.eventId(), one.homeId()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Uni<Void> inTurn(Stream<Uni<Void>> steps) {
        return Multi.createFrom()
                .items(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
