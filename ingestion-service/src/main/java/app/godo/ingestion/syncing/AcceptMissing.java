package app.godo.ingestion.syncing;

import app.godo.ingestion.registry.SourceRows;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes what a run missed and did not believe as gone, by an admin's word. */
@ApplicationScoped
public class AcceptMissing {

    private final String replica = Ids.next().toString();
    private final SourceRows sources;
    private final Runs runs;
    private final Transactions transactions;
    private final Leases leases;
    private final MissingListings missing;
    private final TellVanished tellVanished;
    private final SyncConfig config;
    private final Clock clock;

    AcceptMissing(
            SourceRows sources,
            Runs runs,
            Transactions transactions,
            Leases leases,
            MissingListings missing,
            TellVanished tellVanished,
            SyncConfig config,
            Clock clock) {
        this.sources = sources;
        this.runs = runs;
        this.transactions = transactions;
        this.leases = leases;
        this.missing = missing;
        this.tellVanished = tellVanished;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Writes it down and goes on with it after this has answered. Said again, it changes nothing but goes on where it was.
     *
     * @throws SyncRunning when a run over the same Source is on its way
     * @throws NothingMissing when this one doubted nothing
     */
    public Uni<Void> handle(UUID run, UUID admin) {
        return transactions
                .sqlAsWorker(transaction ->
                        runs.sourceOf(transaction, run).chain(source -> accepted(transaction, source, run, admin)))
                .invoke(absence -> Log.warnf(
                        "what run %s of %s missed is taken as gone by %s",
                        run, absence.source().name(), admin))
                .invoke(absence ->
                        carryOut(run, absence).subscribe().with(done -> {}, failure -> brokeOff(run, failure)))
                .replaceWithVoid();
    }

    private Uni<Absence> accepted(SqlConnection transaction, UUID sourceId, UUID run, UUID admin) {
        return sources.licensed(transaction, sourceId)
                .chain(source -> leases.take(transaction, SyncSource.jobOf(source.name()), replica, config.lease())
                        .map(taken -> taken.orElseThrow(() -> new SyncRunning(source.name())))
                        .chain(lease -> missing.accept(transaction, run, admin, clock.instant())
                                .map(since -> new Absence(source, lease, since, true))));
    }

    private Uni<Void> carryOut(UUID run, Absence absence) {
        return tellVanished
                .handle(absence, (transaction, told) -> missing.countTold(transaction, run, told))
                .chain(() -> transactions.sqlAsWorker(
                        transaction -> leases.giveBack(transaction, absence.lease(), false, Duration.ZERO)));
    }

    /** The next run goes on with it, and so does whoever says it again. */
    private static void brokeOff(UUID run, Throwable failure) {
        if (failure instanceof LeaseLost) {
            Log.infof("somebody else goes on with what run %s missed", run);
        } else {
            Log.errorf(failure, "telling what run %s missed broke off", run);
        }
    }
}
