package app.godo.ingestion.syncing;

import app.godo.ingestion.leasing.Leases;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.syncing.Listings.Missing;
import app.godo.ingestion.syncing.Runs.Outcome;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.ListingFact.Listing;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The second half of a run, after a feed that was read to its end: Listings that are no longer in it. What has begun drops out
 * of every feed; what is still to come and has been missing from two runs in a row is told as cancelled. When a large part is
 * missing at once, the feed is taken to be at fault and nothing is concluded.
 */
@ApplicationScoped
class NoticeVanished {

    private static final int MANY = 5;
    private static final double LARGE_PART = 0.2;

    private final Transactions transactions;
    private final Leases leases;
    private final Listings listings;
    private final Outbox outbox;
    private final Clock clock;

    NoticeVanished(Transactions transactions, Leases leases, Listings listings, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.listings = listings;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A Listing that is still to come, and not in the feed. */
    private record Vanished(Missing missing, Listing listing) {}

    Uni<Outcome> handle(Run run) {
        if (!run.knowsWhatIsMissing()) {
            return Uni.createFrom().item(new Outcome("partial", "Some rows could not be read, not even their ids.", 0));
        }
        return transactions.sqlAsWorker(transaction -> leases.hold(transaction, run.lease)
                .chain(() -> listings.missing(transaction, run))
                // reads every missing row again
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(missing -> conclude(transaction, run, missing)));
    }

    private Uni<Outcome> conclude(SqlConnection transaction, Run run, List<Missing> missing) {
        var vanished = missing.stream()
                .flatMap(one -> run.source.read(one.raw()) instanceof Row.Read row && isToCome(row.listing())
                        ? Stream.of(new Vanished(one, row.listing()))
                        : Stream.empty())
                .toList();
        if (vanished.size() > MANY && vanished.size() > LARGE_PART * (vanished.size() + run.listed())) {
            var error = "%d of %d upcoming listings are missing at once: none is taken as gone."
                    .formatted(vanished.size(), vanished.size() + run.listed());
            return Uni.createFrom().item(new Outcome("partial", error, 0));
        }
        var gone = vanished.stream()
                .filter(one -> one.missing().missedBefore() + 1 == Listings.GONE_AFTER)
                .map(one -> fact(run, one))
                .toList();
        return listings.countMissing(transaction, run, missing)
                .chain(() -> outbox.append(transaction, gone))
                .replaceWith(
                        run.readAll()
                                ? new Outcome("ok", null, vanished.size())
                                : new Outcome("partial", "Some rows could not be read.", vanished.size()));
    }

    private boolean isToCome(Listing listing) {
        return listing.startsAt().isAfter(clock.instant())
                && !listing.scheduleStatus().equals("cancelled");
    }

    private ListingFact.Seen fact(Run run, Vanished gone) {
        return new ListingFact.Seen(
                Ids.next(), clock.instant(), run.source.name(), gone.missing().externalId(), cancelled(gone.listing()));
    }

    private static Listing cancelled(Listing listing) {
        return new Listing(
                listing.title(),
                listing.description(),
                "cancelled",
                listing.startsAt(),
                listing.endsAt(),
                listing.timeZone(),
                listing.allDay(),
                listing.timeTbd(),
                listing.locationKind(),
                listing.locationName(),
                listing.locationAddress(),
                listing.latitude(),
                listing.longitude(),
                listing.borough(),
                listing.category(),
                listing.tags(),
                listing.priceMin(),
                listing.priceMax(),
                listing.currency(),
                listing.priceKnown(),
                listing.free(),
                listing.imageUrl(),
                listing.url(),
                listing.capacity());
    }
}
