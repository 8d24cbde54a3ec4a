package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.FeedFailure;
import app.godo.ingestion.fetching.FeedResting;
import app.godo.ingestion.fetching.Keys;
import app.godo.ingestion.kinds.Kinds;
import app.godo.ingestion.registry.SourceRows;
import app.godo.ingestion.sources.Source;
import app.godo.ingestion.syncing.Runs.Outcome;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins a run over a Source in this replica and carries it out in the background. */
@ApplicationScoped
public class SyncSource {

    private final String replica = Ids.next().toString();
    private final SourceRows sources;
    private final Keys keys;
    private final Transactions transactions;
    private final Leases leases;
    private final Runs runs;
    private final ReadListings readListings;
    private final NoticeVanished noticeVanished;
    private final Quota quota;
    private final Payloads payloads;
    private final SyncMetrics metrics;
    private final SyncConfig config;
    private final Clock clock;

    SyncSource(
            SourceRows sources,
            Keys keys,
            Transactions transactions,
            Leases leases,
            Runs runs,
            ReadListings readListings,
            NoticeVanished noticeVanished,
            Quota quota,
            Payloads payloads,
            SyncMetrics metrics,
            SyncConfig config,
            Clock clock) {
        this.sources = sources;
        this.keys = keys;
        this.transactions = transactions;
        this.leases = leases;
        this.runs = runs;
        this.readListings = readListings;
        this.noticeVanished = noticeVanished;
        this.quota = quota;
        this.payloads = payloads;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    /** The job of a Source, as its lease and its metrics call it. */
    public static String jobOf(String source) {
        return "sync:" + source;
    }

    /** Whether it can be asked: its kind may need a key. */
    public boolean canRead(Source source) {
        return Kinds.of(source.kind())
                .filter(kind -> !kind.needsKey() || keys.has(source.keyName()))
                .isPresent();
    }

    /**
     * Begins a run and goes on with it after this has answered.
     *
     * @return the run's id
     * @throws SyncRunning when any replica is at it
     */
    public Uni<UUID> handle(UUID source) {
        return begin(source, null, false);
    }

    /** The same for the schedule: fails with {@link NotDue} when another replica has been at it since it was looked. */
    Uni<UUID> handleIfDue(UUID source) {
        return begin(source, null, true);
    }

    /**
     * Begins to read once more what a run has read, with what has been mended since; the Source is not asked.
     *
     * @return the new run's id
     */
    public Uni<UUID> replay(UUID run) {
        return transactions
                .sqlAsWorker(transaction -> runs.sourceOf(transaction, run))
                .chain(source -> begin(source, run, false));
    }

    private Uni<UUID> begin(UUID source, UUID replayed, boolean onlyIfDue) {
        return transactions
                .sqlAsWorker(transaction -> sources.licensed(transaction, source)
                        .chain(known -> begin(transaction, known, replayed, onlyIfDue)))
                .invoke(run -> carryOut(run).subscribe().with(done -> {}, failure -> brokeOff(run, failure)))
                .map(run -> run.id);
    }

    private Uni<Run> begin(SqlConnection transaction, Source source, UUID replayed, boolean onlyIfDue) {
        Refusal.when(replayed == null && !canRead(source), () -> new SourceNotConfigured(source.name()));
        // Postgres keeps microseconds, and the run is found again by this moment
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var connector = Kinds.of(source.kind()).orElseThrow();
        return leases.take(transaction, jobOf(source.name()), replica, config.lease())
                .map(taken -> taken.orElseThrow(() -> new SyncRunning(source.name())))
                .chain(lease -> replayedBy(transaction, replayed)
                        .map(kept -> new Run(Ids.next(), source, connector, lease, now, kept.orElse(null))))
                .call(run -> resumed(transaction, run))
                .call(run -> runs.begin(transaction, run, onlyIfDue).invoke(begun -> mustHaveBegun(begun, onlyIfDue)));
    }

    private Uni<Optional<Run.Replayed>> replayedBy(SqlConnection transaction, UUID run) {
        return run == null
                ? Uni.createFrom().item(Optional.empty())
                : runs.replayed(transaction, run).map(Optional::of);
    }

    /** Goes on where the last run was cut short, if that was lately; otherwise from the beginning. */
    private Uni<Void> resumed(SqlConnection transaction, Run run) {
        if (run.replayed != null) {
            return Uni.createFrom().voidItem();
        }
        return runs.resumable(transaction, run.source.id(), run.startedAt.minus(config.resumeWithin()))
                .invoke(cursor -> cursor.ifPresentOrElse(
                        run::resume, () -> run.begin(run.connector.first(run.source, run.startedAt))))
                .replaceWithVoid();
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
                .recoverWithItem(failure -> outcome(run, failure))
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
                .chain(() -> runs.finish(transaction, run, outcome, finishedAt))
                .chain(() -> quota.forgetOld(transaction, run, finishedAt))
                .chain(() -> payloads.forgetUnlicensed(transaction, run))
                .chain(() -> payloads.forgetOlderThan(transaction, finishedAt.minus(config.keepPayloads())));
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

    /** What a run was cut short by from outside is no failure: the rest can be had later. */
    private Outcome outcome(Run run, Throwable failure) {
        return failure instanceof FeedResting resting
                ? new Outcome("partial", told(run, failure), 0, resting.until())
                : Outcome.failed(told(run, failure));
    }

    /** For admins: our own words for what the feed did, and no words of a bug, which may hold anything. */
    private String told(Run run, Throwable failure) {
        if (failure instanceof FeedFailure) {
            return keys.redacted(failure.getMessage()) + ".";
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
