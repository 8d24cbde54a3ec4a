package app.godo.users.leaving;

import app.godo.users.session.SessionConfig;
import app.godo.users.session.SessionEnds;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Erases the accounts that were switched off thirty days ago, one a transaction. Several replicas may do so at once: what one has
 * in hand the others pass over.
 */
@Singleton
class EraseTheDeparted {

    private static final String NEXT = """
            select id from users where deactivated_at < $1 order by deactivated_at limit 1 for no key update skip locked""";

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
        return transactions
                .sqlAsWorker(this::eraseNext)
                .chain(sessions -> sessions == null
                        ? Uni.createFrom().voidItem()
                        : ends.deny(sessions).chain(this::erase));
    }

    /** Null when nobody is left. */
    private Uni<List<UUID>> eraseNext(SqlConnection tx) {
        var departed = clock.instant().minus(config.reactivation()).atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(NEXT).execute(Tuple.of(departed)).chain(found -> {
            if (found.rowCount() == 0) {
                return Uni.createFrom().nullItem();
            }
            var userId = found.iterator().next().getUUID("id");
            return eraseAccount
                    .handle(tx, userId)
                    .invoke(() -> securityLog.note("erased", userId, null, "deactivated-long-ago"));
        });
    }
}
