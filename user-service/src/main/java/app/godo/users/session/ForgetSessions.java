package app.godo.users.session;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/**
 * Forgets refresh tokens and sessions that have been over for long. Several replicas may do so at once: they share the work. A
 * token that is forgotten is answered like one that never was.
 */
@Singleton
class ForgetSessions {

    /** Parents go before their children. */
    private static final String TOKENS = """
            delete from refresh_tokens where id in (
                select id from refresh_tokens where expires_at < $1 order by expires_at, issued_at limit 1000
                for update skip locked)""";

    private static final String SESSIONS = """
            delete from sessions where id in (
                select id from sessions where expires_at < $1 or revoked_at < $1 limit 1000 for update skip locked)""";

    /** Those of accounts that are gone. */
    private static final String ERASED = """
            delete from erased_sessions where session_id in (
                select session_id from erased_sessions where until < $1 limit 1000 for update skip locked)""";

    /** A device is told things as long as its session lives, and not beyond. */
    private static final String SILENCE = """
            update devices d set disabled_at = $1, disabled_reason = 'session-expired' from sessions s
            where d.session_id = s.id and d.disabled_at is null and s.expires_at < $1""";

    private final Transactions transactions;
    private final SessionConfig config;
    private final Clock clock;

    ForgetSessions(Transactions transactions, SessionConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "4m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        var longAgo = Tuple.of(clock.instant().minus(config.kept()).atOffset(ZoneOffset.UTC));
        var now = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC));
        var aMinuteAgo = Tuple.of(clock.instant().minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC));
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(SILENCE).execute(now))
                .chain(() -> transactions.deleteInPortions(TOKENS, longAgo))
                .chain(() -> transactions.deleteInPortions(SESSIONS, longAgo))
                .chain(() -> transactions.deleteInPortions(ERASED, aMinuteAgo));
    }
}
