package app.godo.users.phone;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** Forgets codes that nobody typed in, and the numbers they were sent to. */
@Singleton
class ForgetCodes {

    private static final Duration KEPT = Duration.ofDays(1);

    private static final String CODES = """
            delete from phone_codes where user_id in (
                select user_id from phone_codes where expires_at < $1 limit 1000 for update skip locked)""";

    private final Transactions transactions;
    private final Clock clock;

    ForgetCodes(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "8m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions.deleteInPortions(
                CODES, Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC)));
    }
}
