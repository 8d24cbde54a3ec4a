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
import io.vertx.core.Vertx;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes what Sources list: an Event that was not listed before is added, one that is listed otherwise than before is changed,
 * and what is only repeated is passed over. One Fact for each real change, some statements for a batch. Joins the consumer's
 * transaction, and works out what is told before it holds anything that others wait for.
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
        return onAWorker(() -> seen.stream().map(this::drafted).toList())
                .chain(told -> inTurn(rounds(told).stream().map(this::round).toList()));
    }

    /** Taking HTML apart and finding a place on the map are work for a processor; the session waits on its event loop. */
    private static <T> Uni<T> onAWorker(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() ->
                        Vertx.currentContext().executeBlocking(work, false).toCompletionStage());
    }

    private Drafted drafted(ListingFact.Seen seen) {
        var draft = mending.draftOf(seen);
        return new Drafted(seen, draft, catalogue.fingerprintOf(draft));
    }

    /** What is told twice in a batch is taken in two rounds, in the order of its telling. */
    private static List<List<Drafted>> rounds(List<Drafted> told) {
        var times = new HashMap<String, Integer>();
        var rounds = new LinkedHashMap<Integer, List<Drafted>>();
        for (var one : told) {
            var time = times.merge(one.key(), 1, Integer::sum);
            rounds.computeIfAbsent(time, first -> new ArrayList<>()).add(one);
        }
        return List.copyOf(rounds.values());
    }

    /** What is only repeated is found without being held, so that a whole feed told again stands in nobody's way. */
    private Uni<Void> round(List<Drafted> told) {
        return listings.find(told)
                .map(known -> told.stream()
                        .filter(one -> !known.containsKey(one.key())
                                || known.get(one.key()).saysOtherwise(one))
                        .toList())
                .chain(news -> listings.hold(news).chain(held -> take(news, held)));
    }

    private Uni<Void> take(List<Drafted> told, Map<String, Known> held) {
        var added = new ArrayList<Told>();
        var changed = new ArrayList<Told>();
        var wereCancelled = new HashMap<UUID, Boolean>();
        for (var one : told) {
            var before = held.get(one.key());
            if (before == null) {
                added.add(one.as(Ids.next()));
            } else if (before.saysOtherwise(one)) {
                changed.add(one.as(before.eventId()));
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
