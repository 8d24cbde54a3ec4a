package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.leasing.Leases;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.syncing.Batch.Prepared;
import app.godo.ingestion.syncing.Batch.Seen;
import app.godo.ingestion.syncing.Listings.Kept;
import app.godo.ingestion.syncing.Runs.Counts;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** The first half of a run: reads the feed to its end, some rows a transaction, and tells of what is new or changed. */
@ApplicationScoped
class ReadListings {

    private final Transactions transactions;
    private final Leases leases;
    private final Listings listings;
    private final Runs runs;
    private final Outbox outbox;
    private final Fingerprint fingerprint;
    private final SyncMetrics metrics;
    private final SyncConfig config;
    private final Clock clock;

    ReadListings(
            Transactions transactions,
            Leases leases,
            Listings listings,
            Runs runs,
            Outbox outbox,
            Fingerprint fingerprint,
            SyncMetrics metrics,
            SyncConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.listings = listings;
        this.runs = runs;
        this.outbox = outbox;
        this.fingerprint = fingerprint;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    Uni<Void> handle(Run run) {
        return run.source
                .rows()
                // a failure overtakes rows that wait for their transaction: let them pass first
                .onFailure()
                .invoke(run::cutShort)
                .onFailure()
                .recoverWithCompletion()
                // fingerprints are work for the processor: not for the event loop that the last transaction ended on
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::prepared)
                .group()
                .intoLists()
                .of(config.batch())
                .onItem()
                .transformToUniAndConcatenate(rows -> store(run, rows))
                .onItem()
                .ignoreAsUni()
                .chain(() -> run.cutShortBy() == null
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(run.cutShortBy()));
    }

    private Prepared prepared(Row row) {
        return switch (row) {
            case Row.Unreadable bad -> new Prepared(bad, null);
            case Row.Read good ->
                new Prepared(
                        good,
                        new Seen(
                                good.externalId(),
                                good.raw().toString(),
                                fingerprint.of(good.listing()),
                                good.listing()));
        };
    }

    private Uni<Counts> store(Run run, List<Prepared> rows) {
        var batch = Batch.of(run, rows);
        if (run.makesNoSense()) {
            return Uni.createFrom().failure(new FeedFailure("Most rows cannot be read: the feed has changed its form"));
        }
        return transactions
                .sqlAsWorker(transaction -> leases.hold(transaction, run.lease)
                        .chain(() ->
                                listings.keep(transaction, run, batch.listings().values()))
                        .chain(kept -> tell(transaction, run, batch, kept)))
                .invoke(counts -> metrics.counted(run, counts));
    }

    private Uni<Counts> tell(SqlConnection transaction, Run run, Batch batch, List<Kept> kept) {
        var now = clock.instant();
        var facts = kept.stream()
                .map(one -> new ListingFact.Seen(
                        Ids.next(),
                        now,
                        run.source.name(),
                        one.externalId(),
                        batch.listings().get(one.externalId()).listing()))
                .toList();
        var added = (int) kept.stream().filter(Kept::isNew).count();
        var counts = new Counts(
                batch.fetched(),
                added,
                kept.size() - added,
                batch.listings().size() - kept.size(),
                batch.merged(),
                batch.unreadable().size());
        var met = new ArrayList<>(batch.listings().keySet());
        batch.unreadable().stream().map(Row.Unreadable::externalId).forEach(met::add);
        return listings.touch(transaction, run, met)
                .chain(() -> listings.setAside(transaction, run, batch.unreadable()))
                .chain(() -> outbox.append(transaction, facts))
                .chain(() -> runs.count(transaction, run, counts))
                .replaceWith(counts);
    }
}
