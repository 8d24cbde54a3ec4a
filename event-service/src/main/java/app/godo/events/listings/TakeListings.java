package app.godo.events.listings;

import app.godo.events.attendance.Seats;
import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Told;
import app.godo.events.listings.Listings.Known;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes what Sources list: an Event that was not listed before is added, one that is listed otherwise than before is changed,
 * and what is only repeated is passed over. One Fact for each real change, four statements for a batch. Joins the consumer's
 * transaction.
 */
@ApplicationScoped
class TakeListings {

    private final Listings listings;
    private final Mending mending;
    private final Catalogue catalogue;
    private final Seats seats;
    private final Outbox outbox;
    private final Clock clock;

    TakeListings(Listings listings, Mending mending, Catalogue catalogue, Seats seats, Outbox outbox, Clock clock) {
        this.listings = listings;
        this.mending = mending;
        this.catalogue = catalogue;
        this.seats = seats;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(List<ListingFact.Seen> seen) {
        return inTurn(rounds(seen).stream().map(this::round).toList());
    }

    /** What is told twice in a batch is taken in two rounds, in the order of its telling. */
    private static List<List<ListingFact.Seen>> rounds(List<ListingFact.Seen> seen) {
        var times = new HashMap<String, Integer>();
        var rounds = new LinkedHashMap<Integer, List<ListingFact.Seen>>();
        for (var one : seen) {
            var time = times.merge(one.key(), 1, Integer::sum);
            rounds.computeIfAbsent(time, first -> new ArrayList<>()).add(one);
        }
        return List.copyOf(rounds.values());
    }

    private Uni<Void> round(List<ListingFact.Seen> seen) {
        return listings.find(seen).chain(known -> take(seen, known));
    }

    private Uni<Void> take(List<ListingFact.Seen> seen, Map<String, Known> known) {
        var added = new ArrayList<Told>();
        var changed = new ArrayList<Told>();
        var wereCancelled = new HashMap<UUID, Boolean>();
        for (var one : seen) {
            var draft = mending.draftOf(one);
            var fingerprint = catalogue.fingerprintOf(draft);
            var before = known.get(one.key());
            if (before == null) {
                added.add(new Told(Ids.next(), one.externalId(), draft, fingerprint, one.listing()));
            } else if (!MessageDigest.isEqual(before.fingerprint(), fingerprint)) {
                changed.add(new Told(before.eventId(), one.externalId(), draft, fingerprint, one.listing()));
                wereCancelled.put(before.eventId(), before.cancelled());
            }
        }
        return catalogue
                .add(added)
                .chain(events -> outbox.append(events.stream()
                        .map(event -> new EventFact.Published(Ids.next(), clock.instant(), event))
                        .toList()))
                .chain(() -> catalogue.revise(changed))
                .call(events -> outbox.append(events.stream()
                        .filter(event -> "approved".equals(event.moderationStatus()))
                        .map(event -> changed(event, wereCancelled.get(event.id())))
                        .toList()))
                .chain(this::seatThoseWhoWait);
    }

    private EventFact changed(EventView event, boolean wasCancelled) {
        return event.cancelled() && !wasCancelled
                ? new EventFact.Cancelled(Ids.next(), clock.instant(), event)
                : new EventFact.Changed(Ids.next(), clock.instant(), event);
    }

    /** There may be more seats than before. */
    private Uni<Void> seatThoseWhoWait(List<EventView> changed) {
        return inTurn(changed.stream()
                .filter(event -> event.waitlistLength() > 0)
                .map(event -> seats.fill(event.id()))
                .toList());
    }

    private static Uni<Void> inTurn(List<Uni<Void>> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> step)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
