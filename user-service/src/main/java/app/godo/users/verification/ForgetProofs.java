package app.godo.users.verification;

import app.godo.users.allowances.Allowances;
import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/**
 * Forgets letters and codes that have expired, what was typed by people who never opened theirs, and how many of them there were.
 */
@Singleton
class ForgetProofs {

    static final Duration KEPT = Duration.ofDays(1);

    private static final String SIGNUPS = """
            delete from signups where id in (
                select id from signups where expires_at < $1 limit 1000 for update skip locked)""";

    private static final String LETTERS = """
            delete from email_tokens where id in (
                select id from email_tokens where expires_at < $1 limit 1000 for update skip locked)""";

    private static final String CODES = """
            delete from phone_codes where user_id in (
                select user_id from phone_codes where expires_at < $1 limit 1000 for update skip locked)""";

    private static final String ALLOWANCES = """
            delete from allowances where subject in (
                select subject from allowances where since < $1 limit 1000 for update skip locked)""";

    private final Transactions transactions;
    private final Clock clock;

    ForgetProofs(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions
                .deleteInPortions(SIGNUPS, before(KEPT))
                .chain(() -> transactions.deleteInPortions(LETTERS, before(KEPT)))
                .chain(() -> transactions.deleteInPortions(CODES, before(KEPT)))
                .chain(() -> transactions.deleteInPortions(ALLOWANCES, before(Allowances.LONGEST)));
    }

    private Tuple before(Duration ago) {
        return Tuple.of(clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
    }
}
