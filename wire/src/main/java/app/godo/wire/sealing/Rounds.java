package app.godo.wire.sealing;

import app.godo.wire.rows.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Goes through tables by their primary keys, a portion a transaction, one replica at a time. A round that found something to do is
 * followed by another one, and the job is done when a round has found nothing, but not before the tenth: a replica that has not read
 * its keys again yet may leave something behind. A day later it looks again.
 */
public final class Rounds {

    private static final int FEWEST = 10;

    /** The first id there is. */
    private static final UUID BEGINNING = new UUID(0, 0);

    private static final String TAKE = """
            insert into job_lease as l (job, holder, until, fence)
            values ($1, $2, clock_timestamp() + interval '2 minutes', 1)
            on conflict (job) do update set holder = excluded.holder, until = excluded.until, fence = l.fence + 1
            where l.until <= clock_timestamp()
              and (l.last_success is null or l.last_success < clock_timestamp() - interval '1 day')""";

    /** Locks the lease until the portion is written: nobody else has taken the job over meanwhile. */
    private static final String HOLD = """
            update job_lease set until = clock_timestamp() + interval '2 minutes' where job = $1 and holder = $2""";

    private static final String GIVE_BACK = """
            update job_lease set until = clock_timestamp(), holder = '',
                last_success = case when $3 and fence >= $4 then clock_timestamp() end
            where job = $1 and holder = $2""";

    private static final String LOOK_AGAIN = "update job_lease set last_success = null where job like $1 || ' %'";

    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> found = new ConcurrentHashMap<>();

    public Rounds(Transactions transactions, MeterRegistry meters) {
        this.transactions = transactions;
        this.meters = meters;
    }

    /** Some rows of a table after this id, looked at and changed. */
    public interface Table {
        Uni<Portion> after(SqlConnection tx, UUID id);
    }

    /**
     * What was found.
     *
     * @param last where the next portion begins; null when there is none
     * @param outdated how many rows were not as they should be
     */
    public record Portion(UUID last, int outdated) {}

    /** A round of all tables, unless one is under way or was not needed today. The job's name says for which key it is. */
    public Uni<Void> go(String job, List<? extends Table> tables) {
        var holder = UUID.randomUUID().toString();
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(TAKE).execute(Tuple.of(job, holder)))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : round(job, holder, tables).chain(outdated -> giveBack(job, holder, outdated)));
    }

    /** Makes the next tick do a round, whatever was found today. */
    public Uni<Void> lookAgain(String jobs) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(LOOK_AGAIN).execute(Tuple.of(jobs)))
                .replaceWithVoid();
    }

    private Uni<Integer> round(String job, String holder, List<? extends Table> tables) {
        return Multi.createFrom()
                .iterable(tables)
                .onItem()
                .transformToUniAndConcatenate(table -> through(job, holder, table))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }

    private Uni<Integer> through(String job, String holder, Table table) {
        var after = new AtomicReference<>(BEGINNING);
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions
                        .sqlAsWorker(tx -> hold(tx, job, holder).chain(() -> table.after(tx, after.get())))
                        .invoke(portion -> after.set(portion.last())))
                .whilst(portion -> portion.last() != null)
                .collect()
                .with(Collectors.summingInt(Portion::outdated));
    }

    private static Uni<Void> hold(SqlConnection tx, String job, String holder) {
        return tx.preparedQuery(HOLD)
                .execute(Tuple.of(job, holder))
                .invoke(held -> {
                    if (held.rowCount() == 0) {
                        throw new IllegalStateException("another replica has taken over: " + job);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> giveBack(String job, String holder, int outdated) {
        Log.infof("%s: a round has found %d rows", job, outdated);
        found.computeIfAbsent(job.substring(0, job.indexOf(' ')), this::gauge).set(outdated);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(GIVE_BACK).execute(Tuple.of(job, holder, outdated == 0, FEWEST)))
                .replaceWithVoid();
    }

    /** What the last round has found that this replica went. */
    private AtomicInteger gauge(String job) {
        return meters.gauge("godo.keys.outdated", Tags.of("job", job), new AtomicInteger());
    }
}
