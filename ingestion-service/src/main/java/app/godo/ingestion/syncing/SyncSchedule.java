package app.godo.ingestion.syncing;

import app.godo.ingestion.registry.SourceRows;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.syncing.SyncSource.NotDue;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins the runs that are due. Every replica looks; the lease lets one of them run. */
@ApplicationScoped
class SyncSchedule {

    private final Transactions transactions;
    private final Runs runs;
    private final SourceRows sources;
    private final SyncSource syncSource;
    private final SyncMetrics metrics;
    private final Clock clock;

    SyncSchedule(
            Transactions transactions,
            Runs runs,
            SourceRows sources,
            SyncSource syncSource,
            SyncMetrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.runs = runs;
        this.sources = sources;
        this.syncSource = syncSource;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(
            every = "${godo.sync.check-every}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> beginDueRuns() {
        return transactions
                .sqlAsWorker(this::look)
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .filter(syncSource::canRead)
                .onItem()
                .transformToUniAndConcatenate(this::begin)
                .onItem()
                .ignoreAsUni()
                // a database that is away is not a bug: the next look tries again
                .onFailure()
                .invoke(failure -> Log.warnf("not looked which sources are due: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<Source>> look(SqlConnection transaction) {
        return runs.lastSuccesses(transaction)
                .invoke(successes -> successes.forEach(metrics::succeeded))
                .chain(() -> runs.giveUpDead(transaction, clock.instant()))
                .chain(() -> sources.due(transaction, clock.instant()));
    }

    private Uni<UUID> begin(Source source) {
        return syncSource
                .handleIfDue(source.id())
                // one that cannot begin, e.g. because its row does not say enough, keeps no other from it
                .onFailure(failure -> !(failure instanceof SyncRunning || failure instanceof NotDue))
                .invoke(failure -> Log.errorf(failure, "%s cannot be read", source.name()))
                .onFailure()
                .recoverWithNull();
    }
}
