package app.godo.events.trending;

import app.godo.wire.rows.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.inject.Singleton;

/**
 * Measures anew what trends, three times a minute. One replica does at a time, the others have nothing to do; what has not changed
 * is not written.
 */
@Singleton
class MeasureTrending {

    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('events.trending')) as alone";

    private static final String MEASURE = """
            merge into trending as known using events.heat() as now
               on known.span = now.span and known.event_id = now.event_id
             when matched and known.heat <> now.heat then update set heat = now.heat
             when not matched then insert (span, event_id, heat) values (now.span, now.event_id, now.heat)
             when not matched by source then delete""";

    private final Transactions transactions;

    MeasureTrending(Transactions transactions) {
        this.transactions = transactions;
    }

    @Scheduled(
            every = "{godo.events.trending.every}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return transactions.sqlAsWorker(tx ->
                alone(tx).chain(alone -> alone ? measure(tx) : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> alone(SqlConnection tx) {
        return tx.query(ALONE).execute().map(rows -> rows.iterator().next().getBoolean("alone"));
    }

    private static Uni<Void> measure(SqlConnection tx) {
        return tx.query(MEASURE).execute().replaceWithVoid();
    }
}
