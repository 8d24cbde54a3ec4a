package app.godo.ingestion.syncing;

import app.godo.ingestion.fetching.FeedResting;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts the requests that a Source has had, by the hour, and allows no more than its row does. A run holds the Source's lease, so
 * that nobody else counts at once.
 */
@ApplicationScoped
class Quota {

    private static final String TAKE = """
            insert into requests (source_id, hour, made)
            select $1::uuid, $2::timestamptz, 1
             where ($3::int is null or $3 > coalesce((select made from requests where source_id = $1 and hour = $2), 0))
               and ($4::int is null or $4 > coalesce((
                   select sum(made) from requests where source_id = $1 and hour > $2::timestamptz - interval '24 hours'), 0))
            on conflict (source_id, hour) do update set made = requests.made + 1""";

    private static final String FORGET_OLD = """
            delete from requests where source_id = $1 and hour < $2::timestamptz - interval '2 days'""";

    private final Transactions transactions;
    private final Clock clock;

    Quota(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Counts one request more; {@link FeedResting} when there is none left. */
    Uni<Void> take(Run run) {
        var hour = clock.instant().truncatedTo(ChronoUnit.HOURS);
        var source = run.source;
        return transactions
                .sqlAsWorker(transaction -> transaction
                        .preparedQuery(TAKE)
                        .execute(Tuple.tuple()
                                .addUUID(source.id())
                                .addOffsetDateTime(hour.atOffset(ZoneOffset.UTC))
                                .addInteger(source.requestsPerHour())
                                .addInteger(source.requestsPerDay())))
                .invoke(counted -> {
                    if (counted.rowCount() == 0) {
                        throw new FeedResting("Its quota of requests is used up", hour.plus(1, ChronoUnit.HOURS));
                    }
                    run.countRequest();
                })
                .replaceWithVoid();
    }

    Uni<Void> forgetOld(SqlConnection transaction, Run run, Instant now) {
        return transaction
                .preparedQuery(FORGET_OLD)
                .execute(Tuple.of(run.source.id(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
