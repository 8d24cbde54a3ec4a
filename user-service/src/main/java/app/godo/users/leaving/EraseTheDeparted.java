package app.godo.users.leaving;

import app.godo.users.session.SessionConfig;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import jakarta.inject.Singleton;

/**
 * Erases the accounts that were switched off thirty days ago, one a transaction. Several replicas may do so at once: what one has
 * in hand the others pass over. One that cannot be erased keeps nobody else here, and is tried again an hour later.
 */
@Singleton
class EraseTheDeparted {

    private static final String NEXT = """
            select id from users where deactivated_at < $1 and id <> all ($2)
            order by deactivated_at limit 1 for no key update skip locked""";

    private final EraseAccount eraseAccount;
    private final Transactions transactions;
    private final SessionEnds ends;
    private final SecurityLog securityLog;
    private final SessionConfig config;
    private final Clock clock;

    EraseTheDeparted(
            EraseAccount eraseAccount,
            Transactions transactions,
            SessionEnds ends,
            SecurityLog securityLog,
            SessionConfig config,
            Clock clock) {
        this.eraseAccount = eraseAccount;
        this.transactions = transactions;
        this.ends = ends;
        this.securityLog = securityLog;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "7m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> erase() {
        return eraseAllBut(new HashSet<>());
    }

    private Uni<Void> eraseAllBut(Set<UUID> stuck) {
        var inHand = new AtomicReference<UUID>();
        return transactions
                .sqlAsWorker(tx -> next(tx, stuck)
                        .invoke(inHand::set)
                        .chain(userId ->
                                userId == null ? Uni.createFrom().nullItem() : eraseAccount.handle(tx, userId)))
                .chain(sessions -> sessions == null
                        ? Uni.createFrom().voidItem()
                        : ends.deny(sessions)
                                .invoke(() -> securityLog.note("erased", inHand.get(), null, "deactivated-long-ago"))
                                .chain(() -> eraseAllBut(stuck)))
                .onFailure(failure -> inHand.get() != null && stuck.add(inHand.get()))
                .recoverWithUni(failure -> {
                    Log.errorf(failure, "erasing: %s is not erased", inHand.get());
                    return eraseAllBut(stuck);
                });
    }

    /** Null when nobody is left. */
    private Uni<UUID> next(SqlConnection tx, Set<UUID> stuck) {
        var departed = clock.instant().minus(config.reactivation()).atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(NEXT)
                .execute(Tuple.of(departed, stuck.toArray(UUID[]::new)))
                .map(found ->
                        found.rowCount() == 0 ? null : found.iterator().next().getUUID("id"));
    }
}
