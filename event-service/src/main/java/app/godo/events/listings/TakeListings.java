package app.godo.events.listings;

import app.godo.events.attendance.Seats;
import app.godo.events.catalogue.Catalogue;
import app.godo.events.catalogue.Catalogue.Told;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.security.MessageDigest;
import java.time.Clock;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Takes what a Source lists: an Event it has not listed before is added, one it lists otherwise than before is changed, and what
 * it only repeats is passed over. One Fact for each real change. Joins the consumer's transaction.
 */
@ApplicationScoped
class TakeListing {

    private final Listings listings;
    private final Mending mending;
    private final Catalogue catalogue;
    private final Seats seats;
    private final Outbox outbox;
    private final Clock clock;

    TakeListing(Listings listings, Mending mending, Catalogue catalogue, Seats seats, Outbox outbox, Clock clock) {
        this.listings = listings;
        this.mending = mending;
        this.catalogue = catalogue;
        this.seats = seats;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(ListingFact.Seen seen) {
        var told = new Told(seen.externalId(), mending.draftOf(seen), seen.listing());
        return listings.find(seen.source(), seen.externalId())
                .chain(known -> known == null ? add(told) : compare(known, told));
    }

    private Uni<Void> add(Told told) {
        return catalogue
                .add(Ids.next(), told)
                .chain(event -> outbox.append(new EventFact.Published(Ids.next(), clock.instant(), event)));
    }

    private Uni<Void> compare(Listings.Known known, Told told) {
        return MessageDigest.isEqual(known.fingerprint(), catalogue.fingerprintOf(told.draft()))
                ? Uni.createFrom().voidItem()
                : catalogue.revise(known.eventId(), told).chain(event -> tell(known, event));
    }

    private Uni<Void> tell(Listings.Known known, EventView event) {
        if (!"approved".equals(event.moderationStatus())) {
            return Uni.createFrom().voidItem();
        }
        var fact = event.cancelled() && !known.cancelled()
                ? new EventFact.Cancelled(Ids.next(), clock.instant(), event)
                : new EventFact.Changed(Ids.next(), clock.instant(), event);
        return outbox.append(fact)
                .chain(() -> event.waitlistLength() > 0
                        ? seats.fill(event.id())
                        : Uni.createFrom().voidItem());
    }
}
