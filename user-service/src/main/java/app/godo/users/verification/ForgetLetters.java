package app.godo.users.verification;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** Forgets letters whose token has expired, and with them what was typed by people who never opened theirs. */
@Singleton
class ForgetLetters {

    static final Duration KEPT = Duration.ofDays(1);

    private static final String SIGNUPS = """
            delete from signups where id in (
                select id from signups where expires_at < $1 limit 1000 for update skip locked)""";

    private static final String TOKENS = """
            delete from email_tokens where id in (
                select id from email_tokens where expires_at < $1 limit 1000 for update skip locked)""";

    private final Transactions transactions;
    private final Clock clock;

    ForgetLetters(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        var longAgo = Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
        return transactions
                .deleteInPortions(SIGNUPS, longAgo)
                .chain(() -> transactions.deleteInPortions(TOKENS, longAgo));
    }
}
