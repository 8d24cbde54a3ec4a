package app.godo.ingestion.syncing;

import app.godo.ingestion.syncing.Listings.Missing;
import app.godo.ingestion.syncing.Runs.Outcome;
import app.godo.wire.facts.ListingFact.Listing;
import app.godo.wire.leasing.Leases;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The second half of a run, after a feed that was read to its end: Listings that are no longer in it. What has begun drops out
 * of every feed; what is still to come and has been missing from two runs in a row is told as vanished. When a large part is
 * missing at once, the feed is taken to be at fault and nothing is concluded.
 */
@ApplicationScoped
class NoticeVanished {

    private static final int MANY = 5;
    private static final double LARGE_PART = 0.2;

    private final Transactions transactions;
    private final Leases leases;
    private final Listings listings;
    private final Telling telling;
    private final Outbox outbox;
    private final Clock clock;

    NoticeVanished(
            Transactions transactions, Leases leases, Listings listings, Telling telling, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.listings = listings;
        this.telling = telling;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Outcome> handle(Run run) {
        if (!run.knowsWhatIsMissing()) {
            return Uni.createFrom().item(without(run));
        }
        return transactions.sqlAsWorker(transaction -> leases.hold(transaction, run.lease)
                .chain(() -> listings.missing(transaction, run))
                .chain(missing -> conclude(transaction, run, missing)));
    }

    private Uni<Outcome> conclude(SqlConnection transaction, Run run, List<Missing> missing) {
        var vanished = missing.stream()
                .filter(one -> one.told() != null && isToCome(telling.listing(one.told())))
                .toList();
        if (vanished.size() > MANY && vanished.size() > LARGE_PART * (vanished.size() + run.listed())) {
            var error = "%d of %d upcoming listings are missing at once: none is taken as gone."
                    .formatted(vanished.size(), vanished.size() + run.listed());
            return Uni.createFrom().item(Outcome.partial(error, 0));
        }
        var gone = vanished.stream()
                .filter(one -> one.missedBefore() + 1 == Listings.GONE_AFTER)
                .map(one -> telling.vanished(run.source, one.externalId(), one.told(), clock.instant()))
                .toList();
        return listings.countMissing(transaction, run, missing)
                .chain(() -> outbox.append(transaction, gone))
                .replaceWith(
                        run.readAll()
                                ? Outcome.ok(vanished.size())
                                : Outcome.partial("Some rows could not be read.", vanished.size()));
    }

    /** Of a run that says nothing of what it did not meet. */
    private static Outcome without(Run run) {
        if (run.lacking() != null) {
            return Outcome.partial(run.lacking() + ".", 0);
        }
        if (run.readAll()) {
            return Outcome.ok(0);
        }
        return Outcome.partial(
                run.replayed == null
                        ? "Some rows could not be read, not even their ids."
                        : "Some rows could not be read.",
                0);
    }

    private boolean isToCome(Listing listing) {
        return listing.startsAt().isAfter(clock.instant()) && !"cancelled".equals(listing.scheduleStatus());
    }
}
