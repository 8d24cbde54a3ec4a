package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.fetching.FeedRefused;
import app.godo.ingestion.fetching.FeedResting;
import app.godo.ingestion.fetching.Feeds;
import app.godo.ingestion.fetching.Keys;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Next;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.sources.Row;
import app.godo.ingestion.syncing.Batch.Prepared;
import app.godo.ingestion.syncing.Listings.Kept;
import app.godo.ingestion.syncing.Runs.Counts;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.leasing.Leases;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.enterprise.context.ApplicationScoped;

/** The first half of a run: reads the feed to its end, page by page, and tells of what is new or changed. */
@ApplicationScoped
class ReadListings {

    private final Pages pages;
    private final Feeds feeds;
    private final Keys keys;
    private final Transactions transactions;
    private final Leases leases;
    private final Listings listings;
    private final KeepIds keepIds;
    private final Runs runs;
    private final Outbox outbox;
    private final Telling telling;
    private final SyncMetrics metrics;
    private final SyncConfig config;
    private final Clock clock;

    ReadListings(
            Pages pages,
            Feeds feeds,
            Keys keys,
            Transactions transactions,
            Leases leases,
            Listings listings,
            KeepIds keepIds,
            Runs runs,
            Outbox outbox,
            Telling telling,
            SyncMetrics metrics,
            SyncConfig config,
            Clock clock) {
        this.pages = pages;
        this.feeds = feeds;
        this.keys = keys;
        this.transactions = transactions;
        this.leases = leases;
        this.listings = listings;
        this.keepIds = keepIds;
        this.runs = runs;
        this.outbox = outbox;
        this.telling = telling;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    Uni<Void> handle(Run run) {
        return Multi.createBy()
                .repeating()
                .uni(() -> page(run))
                .whilst(done -> run.hasMore())
                .onItem()
                .ignoreAsUni();
    }

    /** One payload, from the question to the last of its rows. */
    private Uni<Boolean> page(Run run) {
        if (!run.hasMore()) {
            return Uni.createFrom().item(true);
        }
        return pages.next(run)
                .invoke(run::turnThePage)
                // a page is some megabytes of text: not for the event loop
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(payload -> read(run, payload))
                .chain(page -> store(run, page))
                .call(() -> run.restUntil() == null || !run.hasMore()
                        ? Uni.createFrom().voidItem()
                        : feeds.rest(run.restUntil()))
                .replaceWith(true)
                .onFailure(failure -> isMissed(run, failure))
                .recoverWithUni(failure -> doWithout(run, (FeedFailure) failure));
    }

    /** Of several things, one that cannot be had does not keep the others from being read. */
    private static boolean isMissed(Run run, Throwable failure) {
        return failure instanceof FeedFailure
                && !(failure instanceof FeedResting)
                && !(failure instanceof FormChanged)
                && (isGone(run, failure) || run.canDoWithout());
    }

    private static boolean isGone(Run run, Throwable failure) {
        return run.asksOfOne() && failure instanceof FeedRefused refused && refused.isAbsent();
    }

    private Uni<Boolean> doWithout(Run run, FeedFailure failure) {
        var why = keys.redacted(failure.getMessage());
        if (isGone(run, failure)) {
            run.warn("%s: %s".formatted(run.ask().path(), why));
            run.answered(List.of());
        } else {
            run.doWithout(why);
        }
        return transactions
                .sqlAsWorker(transaction ->
                        leases.hold(transaction, run.lease).chain(() -> runs.count(transaction, run, Counts.NONE)))
                .replaceWith(true);
    }

    /**
     * What was read of a payload, some rows a transaction; there is always at least one.
     *
     * @param following what is to be asked once all of it is stored
     */
    private record Page(List<List<Prepared>> parts, Left left, List<Ask> following) {}

    /**
     * What is no Listing.
     *
     * @param undated ids of those that wait for a date
     */
    private record Left(int passedOver, Set<String> undated) {
        private static final Left NOTHING = new Left(0, Set.of());
    }

    private Page read(Run run, Payload payload) {
        var readout = run.connector.reader().read(payload, run.settings());
        var next = run.replayed == null ? run.connector.next(run.source, run.ask(), payload, readout) : Next.NOTHING;
        if (next.lacking() != null) {
            run.lacks(next.lacking());
        }
        if (!next.counts()) {
            return new Page(List.of(List.of()), Left.NOTHING, next.asks());
        }
        readout.warnings().forEach(run::warn);
        var prepared = readout.rows().stream().map(row -> prepared(run, row)).toList();
        var parts = new ArrayList<List<Prepared>>();
        for (var from = 0; from == 0 || from < prepared.size(); from += config.batch()) {
            parts.add(prepared.subList(from, Math.min(prepared.size(), from + config.batch())));
        }
        return new Page(parts, new Left(readout.passedOverInAll(), readout.undated()), next.asks());
    }

    private Prepared prepared(Run run, Row row) {
        return switch (row) {
            case Row.Unreadable bad -> new Prepared(bad, null);
            case Row.Read good -> new Prepared(good, telling.of(run.source, good));
        };
    }

    private Uni<Void> store(Run run, Page page) {
        var left = new AtomicInteger(page.parts().size());
        return Multi.createFrom()
                .iterable(page.parts())
                .onItem()
                .transformToUniAndConcatenate(rows -> {
                    if (left.decrementAndGet() > 0) {
                        return store(run, rows, Left.NOTHING);
                    }
                    run.answered(page.following());
                    return store(run, rows, page.left());
                })
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Counts> store(Run run, List<Prepared> rows, Left left) {
        return keepIds.handle(run, rows).chain(kept -> store(run, Batch.of(run, kept), left));
    }

    private Uni<Counts> store(Run run, Batch batch, Left left) {
        if (run.makesNoSense()) {
            return Uni.createFrom().failure(new FormChanged());
        }
        return transactions
                .sqlAsWorker(transaction -> leases.hold(transaction, run.lease)
                        .chain(() ->
                                listings.keep(transaction, run, batch.listings().values()))
                        .chain(kept -> listings.postpone(transaction, run, left.undated())
                                .chain(postponed -> tell(transaction, run, batch, kept, postponed, left))))
                .invoke(counts -> metrics.counted(run, counts));
    }

    private Uni<Counts> tell(
            SqlConnection transaction,
            Run run,
            Batch batch,
            List<Kept> kept,
            Map<String, String> postponed,
            Left left) {
        var now = clock.instant();
        var facts = new ArrayList<ListingFact>();
        kept.forEach(one -> facts.add(telling.listed(
                run.source,
                one.externalId(),
                batch.listings().get(one.externalId()).listing(),
                now)));
        postponed.forEach((id, told) -> facts.add(telling.listed(run.source, id, telling.listing(told), now)));
        var added = (int) kept.stream().filter(Kept::isNew).count();
        var counts = new Counts(
                batch.rows() + left.passedOver(),
                added,
                kept.size() - added + postponed.size(),
                batch.listings().size() - kept.size(),
                batch.merged(),
                batch.unreadable().size(),
                left.passedOver());
        var met = new ArrayList<>(batch.listings().keySet());
        batch.unreadable().stream().map(Row.Unreadable::externalId).forEach(met::add);
        met.addAll(left.undated());
        return listings.touch(transaction, run, met)
                .chain(() ->
                        listings.takeBack(transaction, run, batch.listings().keySet()))
                .chain(() -> listings.setAside(transaction, run, batch.unreadable()))
                .chain(() -> outbox.append(transaction, facts))
                .chain(() -> runs.count(transaction, run, counts))
                .replaceWith(counts);
    }

    /** Whatever else there is to be read of this Source would be no better. */
    private static final class FormChanged extends FeedFailure {
        FormChanged() {
            super("Most rows cannot be read: the feed has changed its form");
        }
    }
}
