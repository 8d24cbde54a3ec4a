package app.godo.events.listings;

import app.godo.events.catalogue.Catalogue;
import app.godo.wire.outbox.Outbox;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets Listings on whose terms there is no agreement any more (spec R-GAP-11). Events that others list are made anew of what
 * these say; of the rest nothing is left but when they were. Doing it again changes nothing. Joins the worker's transaction.
 */
@ApplicationScoped
class WithdrawListings {

    private final Listings listings;
    private final Regroup regroup;
    private final Catalogue catalogue;
    private final Outbox outbox;
    private final Clock clock;

    WithdrawListings(Listings listings, Regroup regroup, Catalogue catalogue, Outbox outbox, Clock clock) {
        this.listings = listings;
        this.regroup = regroup;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(Collection<String> keys) {
        return together(keys)
                .chain(all -> listings.holdDays(
                        all.stream().map(Known::day).filter(Objects::nonNull).collect(Collectors.toSet())))
                // again: somebody may have judged them while we waited
                .chain(() -> together(keys))
                .chain(all -> all.isEmpty() ? Uni.createFrom().voidItem() : forget(new HashSet<>(keys), all));
    }

    /** Those that are known, and all that tell of the same Events. */
    private Uni<List<Known>> together(Collection<String> keys) {
        return listings.named(keys)
                .chain(own -> own.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : listings.near(Set.of(), eventsOf(own.stream())));
    }

    private Uni<Void> forget(Set<String> keys, List<Known> all) {
        var events = eventsOf(all.stream().filter(one -> keys.contains(one.key())));
        return listings.remove(keys)
                .chain(() -> regroup.again(all.stream()
                        .map(Known::key)
                        .filter(key -> !keys.contains(key))
                        .toList()))
                .chain(() -> catalogue.withdraw(events))
                .chain(revised -> outbox.append(revised.stream()
                        .flatMap(one -> one.fact(clock.instant()).stream())
                        .toList()));
    }

    private static Set<UUID> eventsOf(Stream<Known> known) {
        return known.flatMap(one -> Stream.of(one.eventId(), one.homeId()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
