package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.leasing.LeaseLost;
import app.godo.ingestion.leasing.Leases;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.syncing.Runs.Outcome;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins a run over a Source in this replica and carries it out in the background. */
@ApplicationScoped
public class SyncSource {

    private final String replica = Ids.next().toString();
    private final List<Source> sources;
    private final Transactions transactions;
    private final Leases leases;
    private final Runs runs;
    private final ReadListings readListings;
    private final NoticeVanished noticeVanished;
    private final SyncMetrics metrics;
    private final SyncConfig config;
    private final Clock clock;

    SyncSource(
            @All List<Source> sources,
            Transactions transactions,
            Leases leases,
            Runs runs,
            ReadListings readListings,
            NoticeVanished noticeVanished,
            SyncMetrics metrics,
            SyncConfig config,
            Clock clock) {
        this.sources = sources;
        this.transactions = transactions;
        this.leases = leases;
        this.runs = runs;
        this.readListings = readListings;
        this.noticeVanished = noticeVanished;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /** The job of a Source, as its lease and its metrics call it. */
    static String jobOf(String source) {
        return "sync:" + source;
    }

    /** Whether this Source has a connector that knows where to read. */
    public boolean canRead(String name) {
        return sources.stream().anyMatch(source -> source.name().equals(name) && source.configured());
    }

    /**
     * Begins a run and goes on with it after this has answered.
     *
     * @return the run's id
     * @throws SyncRunning when any replica is at it
     */
    public Uni<UUID> handle(String name) {
        return begin(name, false);
    }

    /** The same for the schedule: fails with {@link NotDue} when another replica has been at it since it was looked. */
    Uni<UUID> handleIfDue(String name) {
        return begin(name, true);
    }

    private Uni<UUID> begin(String name, boolean onlyIfDue) {
        var source = sources.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("source"));
        Refusal.when(!source.configured(), () -> new SourceNotConfigured(name));
        return transactions
                .sqlAsWorker(transaction -> begin(transaction, source, onlyIfDue))
                .invoke(run -> carryOut(run).subscribe().with(done -> {}, failure -> brokeOff(run, failure)))
                .map(run -> run.id);
    }

    private Uni<Run> begin(SqlConnection transaction, Source source, boolean onlyIfDue) {
        // Postgres keeps microseconds, and the run is found again by this moment
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return leases.take(transaction, jobOf(source.name()), replica, config.lease())
                .map(taken -> taken.orElseThrow(() -> new SyncRunning(source.name())))
                .map(lease -> new Run(Ids.next(), source, lease, now))
                .call(run -> runs.begin(transaction, run, onlyIfDue).invoke(begun -> mustHaveBegun(begun, onlyIfDue)));
    }

    private static void mustHaveBegun(boolean begun, boolean onlyIfDue) {
        if (!begun) {
            throw onlyIfDue ? new NotDue() : new NotFound("source");
        }
    }

    /** Not ended by us: whoever takes the lease next says how it ended. */
    private static void brokeOff(Run run, Throwable failure) {
        if (failure instanceof LeaseLost) {
            Log.warnf("sync %s of %s is no longer ours: %s", run.id, run.source.name(), failure.getMessage());
        } else {
            Log.errorf(failure, "sync %s of %s broke off", run.id, run.source.name());
        }
    }

    private Uni<Void> carryOut(Run run) {
        var work = readListings.handle(run).chain(() -> noticeVanished.handle(run));
        return Uni.join()
                .first(work, signsOfLife(run))
                .toTerminate()
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithItem(failure -> new Outcome("failed", told(run, failure), 0))
                .chain(outcome -> finish(run, outcome));
    }

    /** Prolongs the lease while the feed is slow. Never ends by itself; fails when the lease is lost. */
    private Uni<Outcome> signsOfLife(Run run) {
        return Multi.createFrom()
                .ticks()
                .startingAfter(config.lease().dividedBy(3))
                .every(config.lease().dividedBy(3))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> transactions
                        .sqlAsWorker(transaction -> leases.hold(transaction, run.lease))
                        .onFailure(failure -> !(failure instanceof LeaseLost))
                        .recoverWithNull())
                .onItem()
                .<Outcome>transformToUniAndConcatenate(held -> Uni.createFrom().nothing())
                .toUni();
    }

    private Uni<Void> finish(Run run, Outcome outcome) {
        var finishedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var took = Duration.between(run.startedAt, finishedAt);
        var success = !outcome.state().equals("failed");
        Function<SqlConnection, Uni<Void>> end = transaction -> leases.giveBack(transaction, run.lease, success, took)
                .chain(() -> runs.finish(transaction, run, outcome, finishedAt));
        return transactions.sqlAsWorker(end).invoke(() -> {
            metrics.finished(run, outcome, took, finishedAt);
            Log.infof(
                    "sync %s of %s: %s, %d listed, %d ms%s",
                    run.id,
                    run.source.name(),
                    outcome.state(),
                    run.listed(),
                    took.toMillis(),
                    outcome.error() == null ? "" : ": " + outcome.error());
        });
    }

    /** For admins: our own words for what the feed did, and no words of a bug, which may hold anything. */
    private static String told(Run run, Throwable failure) {
        if (failure instanceof FeedFailure) {
            return failure.getMessage() + ".";
        }
        Log.errorf(failure, "sync %s of %s failed unexpectedly", run.id, run.source.name());
        return "Unexpected failure (%s).".formatted(failure.getClass().getSimpleName());
    }

    /** Another replica ran it between our look and our turn. */
    static final class NotDue extends RuntimeException {
        NotDue() {
            super("no longer due", null, false, false);
        }
    }
}
