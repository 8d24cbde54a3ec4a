package app.godo.ingestion.ending;

import app.godo.ingestion.ending.LicenceEnds.Ended;
import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.leasing.Lease;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Ends the licence of a Source: from that moment it is not asked, and whatever came from it is removed, some rows a transaction,
 * each Listing told as withdrawn in the transaction that removes it. A replica that is lost meanwhile is followed by another.
 */
@ApplicationScoped
class EndLicence {

    private static final int AT_ONCE = 200;
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final String replica = Ids.next().toString();
    private final Transactions transactions;
    private final LicenceEnds ends;
    private final Leases leases;
    private final Outbox outbox;
    private final Clock clock;

    EndLicence(Transactions transactions, LicenceEnds ends, Leases leases, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.ends = ends;
        this.leases = leases;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Purge(Ended source, Lease lease) {}

    /** Ends it and goes on removing after this has answered. Said again, it changes nothing but goes on where it was. */
    Uni<LicenceEndView> handle(UUID source, UUID admin, String reason) {
        return transactions
                .sqlAsWorker(transaction -> ends.end(transaction, source, admin, reason, clock.instant())
                        .chain(ended -> seized(transaction, ended)))
                .invoke(purge ->
                        Log.warnf("licence of %s ended by %s", purge.source().name(), admin))
                .invoke(purge -> carryOut(purge).subscribe().with(done -> {}, failure -> brokeOff(purge, failure)))
                .chain(() -> transactions.sqlAsWorker(transaction -> ends.view(transaction, source)));
    }

    /** A run on its way can store nothing more: its lease is ours. */
    private Uni<Purge> seized(SqlConnection transaction, Ended source) {
        return leases.seize(transaction, SyncSource.jobOf(source.name()), replica, LEASE)
                .map(lease -> new Purge(source, lease));
    }

    @Scheduled(
            every = "${godo.sync.check-every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> goOn() {
        return transactions
                .sqlAsWorker(ends::open)
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(this::goOn)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.warnf("not gone on removing: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> goOn(Ended source) {
        return transactions
                .sqlAsWorker(transaction -> leases.take(transaction, SyncSource.jobOf(source.name()), replica, LEASE))
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : carryOut(new Purge(source, taken.orElseThrow())));
    }

    private Uni<Void> carryOut(Purge purge) {
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions.sqlAsWorker(transaction -> some(transaction, purge)))
                .whilst(more -> more)
                .onItem()
                .ignoreAsUni();
    }

    /** Whether there may be more. */
    private Uni<Boolean> some(SqlConnection transaction, Purge purge) {
        return leases.hold(transaction, purge.lease())
                .chain(() -> ends.forgetSome(transaction, purge.source(), AT_ONCE))
                .chain(some -> ends.forgetListings(transaction, purge.source(), AT_ONCE)
                        .call(gone -> outbox.append(transaction, withdrawn(purge.source(), gone)))
                        .map(gone -> some || !gone.isEmpty()))
                .call(more -> more ? Uni.createFrom().voidItem() : finish(transaction, purge));
    }

    private List<ListingFact.Withdrawn> withdrawn(Ended source, List<String> gone) {
        var now = clock.instant();
        return gone.stream()
                .map(externalId -> new ListingFact.Withdrawn(Ids.next(), now, source.name(), externalId))
                .toList();
    }

    private Uni<Void> finish(SqlConnection transaction, Purge purge) {
        return ends.purged(transaction, purge.source(), clock.instant())
                .chain(() -> leases.giveBack(transaction, purge.lease(), false, Duration.ZERO))
                .invoke(() -> Log.infof("nothing is left of %s", purge.source().name()));
    }

    private static void brokeOff(Purge purge, Throwable failure) {
        if (failure instanceof LeaseLost) {
            Log.infof("somebody else goes on removing %s", purge.source().name());
        } else {
            Log.errorf(failure, "removing %s broke off", purge.source().name());
        }
    }
}
