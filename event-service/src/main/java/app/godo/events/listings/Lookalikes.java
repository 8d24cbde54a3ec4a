package app.godo.events.listings;

import app.godo.events.matching.Background;
import app.godo.events.matching.Keys;
import app.godo.events.matching.Listing;
import app.godo.events.matching.Matching;
import app.godo.events.matching.Prospect;
import app.godo.events.matching.Traits;
import app.godo.events.matching.Verdict;
import app.godo.events.matching.When;
import app.godo.events.matching.Where;
import app.godo.events.places.Point;
import app.godo.wire.events.EventView;
import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Which listed Events one that a person submitted may be the same as, as they are judged now. Nothing comes of it by itself. Joins the
 * worker's transaction.
 */
@ApplicationScoped
public class Lookalikes {

    public static final int MOST = 5;

    private final Experience experience;
    private final Listings listings;
    private final Drafting drafting;
    private final Remembered remembered;

    Lookalikes(Experience experience, Listings listings, Drafting drafting, Remembered remembered) {
        this.experience = experience;
        this.listings = listings;
        this.drafting = drafting;
        this.remembered = remembered;
    }

    /**
     * A listed Event, as one of its Sources tells it.
     *
     * @param listing its key
     * @param because what speaks for it and what against it, in one line
     */
    public record Lookalike(UUID eventId, String title, Instant dateTime, String listing, int score, String because) {}

    /** By Event the five likeliest, the likeliest first; none for one that is like no other. */
    public Uni<Map<UUID, List<Lookalike>>> of(List<EventView> submitted) {
        return submitted.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : experience.with(List.of()).chain(background -> near(submitted, background));
    }

    private Uni<Map<UUID, List<Lookalike>>> near(List<EventView> submitted, Background background) {
        var sought = new HashSet<Integer>();
        var compared =
                submitted.stream().map(Lookalikes::compared).map(Traits::of).toList();
        return OnAWorker.run(() ->
                        compared.stream().map(one -> Keys.of(one, background)).toList())
                .invoke(keys -> keys.forEach(one -> sought.addAll(one.sought())))
                .chain(keys -> listings.near(sought, Set.of())
                        .chain(known -> OnAWorker.run(() -> judged(submitted, compared, keys, known, background))));
    }

    private Map<UUID, List<Lookalike>> judged(
            List<EventView> submitted,
            List<Traits> compared,
            List<Keys> keys,
            List<Known> known,
            Background background) {
        var drafted = new HashMap<String, Drafted>();
        known.forEach(one -> drafted.put(one.key(), drafting.of(one)));
        var matching = Matching.of(
                Stream.concat(compared.stream(), drafted.values().stream().map(remembered::traitsOf))
                        .toList(),
                background);
        var found = new HashMap<UUID, List<Lookalike>>();
        for (var i = 0; i < submitted.size(); i++) {
            var days = keys.get(i).days();
            var key = compared.get(i).key();
            var event = submitted.get(i).id();
            var best = new HashMap<UUID, Lookalike>();
            known.stream().filter(one -> days.contains(one.day())).forEach(one -> {
                var verdict = matching.verdict(key, one.key());
                if (verdict.band() != Verdict.Band.SEPARATE) {
                    best.merge(one.eventId(), lookalike(one, drafted.get(one.key()), verdict), Lookalikes::liker);
                }
            });
            found.put(
                    event,
                    best.values().stream()
                            .sorted(Comparator.comparing(Lookalike::score)
                                    .reversed()
                                    .thenComparing(Lookalike::listing))
                            .limit(MOST)
                            .toList());
        }
        return found;
    }

    private static Lookalike lookalike(Known known, Drafted drafted, Verdict verdict) {
        return new Lookalike(
                known.eventId(),
                drafted.draft().title(),
                drafted.draft().dateTime(),
                known.key(),
                verdict.score(),
                verdict.explained());
    }

    private static Lookalike liker(Lookalike one, Lookalike other) {
        return other.score() > one.score() ? other : one;
    }

    private static Listing compared(EventView event) {
        return new Listing(
                event.source(),
                event.id().toString(),
                event.source(),
                event.title(),
                new When(
                        onTheWall(event, event.dateTime()),
                        event.endTime() == null ? null : onTheWall(event, event.endTime()),
                        !event.allDay() && !event.timeTbd()),
                new Where(
                        event.locationName(),
                        List.of(),
                        event.borough(),
                        event.latitude() == null ? null : new Point(event.latitude(), event.longitude())),
                Stream.ofNullable(event.externalUrl()).toList(),
                List.of(),
                Drafted.positive(event.priceMin()),
                Drafted.positive(event.priceMax()),
                Map.of(),
                Prospect.TAKES_PLACE);
    }

    private static LocalDateTime onTheWall(EventView event, Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneId.of(event.timeZone()));
    }
}
