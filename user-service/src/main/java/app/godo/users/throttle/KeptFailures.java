package app.godo.users.throttle;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** The same in Postgres, while Redis is away: slower, and as strict. */
@Singleton
class KeptFailures {

    /** Who was overtaken by another attempt may not have seen until when to wait: at least for the first pause. */
    private static final String ATTEMPT = """
            with attempt as (
                insert into login_failures as f (subject, failures, first_at, last_at, blocked_until)
                values ($1, 1, $2, $2, case when $3 <= 1 then $2::timestamptz + make_interval(secs => $4) end)
                on conflict (subject) do update set
                    failures = case when f.last_at <= $6 then 1 else f.failures + 1 end,
                    first_at = case when f.last_at <= $6 then $2 else f.first_at end,
                    last_at = $2,
                    blocked_until = case when f.last_at > $6 and f.failures + 1 >= $3 then
                        $2::timestamptz + make_interval(secs => least($4 * 2 ^ least(f.failures + 1 - $3, 30), $5)) end
                where f.blocked_until is null or f.blocked_until <= $2
                returning blocked_until as pause)
            select (select pause from attempt) as pause, case when not exists (select from attempt) then
                greatest(blocked_until, $2::timestamptz + make_interval(secs => $4)) end as blocked_until
            from (select) as one left join login_failures on subject = $1""";

    private static final String FORGET = "delete from login_failures where subject = $1";

    private static final String TAKE_BACK = """
            with only_one as (
                delete from login_failures where subject = $1 and failures = 1 and (blocked_until is null or blocked_until = $2))
            update login_failures set failures = failures - 1, blocked_until = nullif(blocked_until, $2)
            where subject = $1 and failures > 1""";

    private static final String FORGET_OLD = """
            delete from login_failures where subject in (
                select subject from login_failures where last_at < $1 limit 1000 for update skip locked)""";

    private static final double MILLIS = 1000.0;

    private final Transactions transactions;
    private final ThrottleConfig config;
    private final Clock clock;

    KeptFailures(Transactions transactions, ThrottleConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** Counts an attempt, unless it has to wait. */
    Uni<Counted> attempt(Buffer subject, int free) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(ATTEMPT)
                        .execute(Tuple.tuple()
                                .addValue(subject)
                                .addOffsetDateTime(now)
                                .addInteger(free)
                                .addDouble(config.firstPause().toMillis() / MILLIS)
                                .addDouble(config.longestPause().toMillis() / MILLIS)
                                .addOffsetDateTime(now.minus(config.memory()))))
                .map(rows -> counted(rows.iterator().next(), now));
    }

    Uni<Void> forget(Buffer subject) {
        return write(FORGET, Tuple.of(subject));
    }

    /**
     * The attempt does not count after all.
     *
     * @param pause the one it has earned, which ends with it; null to leave it
     */
    Uni<Void> takeBack(Buffer subject, Instant pause) {
        return write(TAKE_BACK, Tuple.of(subject, pause == null ? null : pause.atOffset(ZoneOffset.UTC)));
    }

    @Scheduled(every = "1h", delayed = "6m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return transactions.deleteInPortions(
                FORGET_OLD, Tuple.of(clock.instant().minus(config.memory()).atOffset(ZoneOffset.UTC)));
    }

    private Uni<Void> write(String statement, Tuple parameters) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(statement).execute(parameters))
                .replaceWithVoid();
    }

    private static Counted counted(Row row, OffsetDateTime now) {
        var until = row.getOffsetDateTime("blocked_until");
        var pause = row.getOffsetDateTime("pause");
        return new Counted(
                until == null ? Duration.ZERO : Duration.between(now, until), pause == null ? null : pause.toInstant());
    }
}
