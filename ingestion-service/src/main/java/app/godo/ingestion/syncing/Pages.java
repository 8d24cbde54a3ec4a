package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.Answer;
import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.fetching.Feeds;
import app.godo.ingestion.fetching.Keys;
import app.godo.ingestion.fetching.Request;
import app.godo.ingestion.sources.Ask;
import app.godo.ingestion.sources.Payload;
import app.godo.ingestion.syncing.Payloads.Kept;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

/** A run's payloads, one after the other: from the Source, as far as it has changed since, or from what was kept of an earlier run. */
@ApplicationScoped
class Pages {

    private final Transactions transactions;
    private final Leases leases;
    private final Payloads payloads;
    private final Quota quota;
    private final Feeds feeds;
    private final Keys keys;
    private final Clock clock;

    Pages(
            Transactions transactions,
            Leases leases,
            Payloads payloads,
            Quota quota,
            Feeds feeds,
            Keys keys,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.payloads = payloads;
        this.quota = quota;
        this.feeds = feeds;
        this.keys = keys;
        this.clock = clock;
    }

    /** What is asked next, answered. */
    Uni<Payload> next(Run run) {
        return run.replayed == null
                ? fetch(run, run.ask())
                : transactions.sqlAsWorker(transaction ->
                        leases.hold(transaction, run.lease).chain(() -> payloads.replay(transaction, run)));
    }

    private Uni<Payload> fetch(Run run, Ask ask) {
        return transactions
                .sqlAsWorker(transaction -> payloads.latest(transaction, run, ask))
                .chain(kept -> feeds.fetch(request(run, ask, kept), () -> quota.take(run))
                        .invoke(answer -> run.restUntil(answer.restUntil()))
                        .chain(answer -> store(run, ask, kept, answer)));
    }

    private Uni<Payload> store(Run run, Ask ask, Optional<Kept> kept, Answer answer) {
        if (answer.unchanged() && kept.isEmpty()) {
            throw new FeedFailure("The feed answered 304 to a request without a condition");
        }
        var now = clock.instant();
        return transactions.sqlAsWorker(transaction -> leases.hold(transaction, run.lease)
                .chain(() -> answer.unchanged()
                        ? payloads.again(transaction, run, kept.orElseThrow(), now)
                        : payloads.keep(transaction, run, ask, answer, now)));
    }

    private Request request(Run run, Ask ask, Optional<Kept> kept) {
        var address = URI.create(ask.address());
        var key = keys.forAddress(run.source.keyName(), address);
        var headers = new HashMap<String, String>();
        kept.ifPresent(earlier -> {
            if (earlier.etag() != null) {
                headers.put("If-None-Match", earlier.etag());
            }
            if (earlier.lastModified() != null) {
                headers.put("If-Modified-Since", earlier.lastModified());
            }
        });
        if (key == null) {
            return new Request(address, headers, ask.body());
        }
        headers.putAll(run.connector.headers(key));
        return new Request(URI.create(run.connector.signed(ask.address(), key)), headers, ask.body());
    }
}
