package app.godo.events.sealing;

import app.godo.events.attendance.Notes;
import app.godo.wire.rows.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import jakarta.inject.Singleton;

/**
 * Seals under the primary key the notes that another key has sealed: row by row by the primary key of the table, a portion a
 * transaction, in one replica. What somebody has changed meanwhile is left as it is by then. A round that found something to do is
 * followed by another one, and it is done when a round has found nothing; a day later it looks again.
 */
@Singleton
class SealNotesAnew {

    private static final String JOB = "seal-anew";
    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int PORTION = 200;

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
                last_success = case when $3 then clock_timestamp() end
            where job = $1 and holder = $2""";

    private static final String LOOK_AGAIN = "update job_lease set last_success = null where job like $1 || ' %'";

    private static final String NEXT =
            "select id, notes_cipher as sealed from attendance where id > $1 order by id limit $2";

    private static final String REPLACE = """
            update attendance as a set notes_cipher = n.sealed
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, sealed)
            where a.id = n.id and a.notes_cipher = n.was""";

    private final Transactions transactions;
    private final Notes notes;

    /** What the last round has found that this replica went. */
    private final AtomicInteger found;

    SealNotesAnew(Transactions transactions, Notes notes, MeterRegistry meters) {
        this.transactions = transactions;
        this.notes = notes;
        this.found = meters.gauge("godo.keys.outdated", Tags.of("job", JOB), new AtomicInteger());
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        var turn = new Turn(JOB + " " + notes.primaryKeyId(), UUID.randomUUID().toString());
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(TAKE).execute(Tuple.of(turn.job(), turn.holder())))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : round(turn).chain(outdated -> giveBack(turn, outdated)))
                .onFailure()
                .recoverWithUni(failure -> {
                    Log.errorf(failure, "notes are not sealed anew yet");
                    return Uni.createFrom().voidItem();
                });
    }

    /** Makes the next tick do a round, whatever was found today. */
    Uni<Void> lookAgain() {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(LOOK_AGAIN).execute(Tuple.of(JOB)))
                .replaceWithVoid();
    }

    /** Who does it, and for which key. */
    private record Turn(String job, String holder) {}

    /**
     * What was found.
     *
     * @param last where the next portion begins; null when there is none
     */
    private record Portion(UUID last, int outdated) {}

    private Uni<Integer> round(Turn turn) {
        var after = new AtomicReference<>(BEGINNING);
        return Multi.createBy()
                .repeating()
                .uni(() -> transactions
                        .sqlAsWorker(tx -> hold(tx, turn).chain(() -> portion(tx, after.get())))
                        .invoke(portion -> after.set(portion.last())))
                .whilst(portion -> portion.last() != null)
                .collect()
                .with(Collectors.summingInt(Portion::outdated));
    }

    private static Uni<Void> hold(SqlConnection tx, Turn turn) {
        return tx.preparedQuery(HOLD)
                .execute(Tuple.of(turn.job(), turn.holder()))
                .invoke(held -> {
                    if (held.rowCount() == 0) {
                        throw new IllegalStateException("another replica has taken over: " + turn.job());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Portion> portion(SqlConnection tx, UUID after) {
        return tx.preparedQuery(NEXT).execute(Tuple.of(after, PORTION)).chain(rows -> replace(tx, rows));
    }

    private Uni<Portion> replace(SqlConnection tx, RowSet<Row> rows) {
        UUID last = null;
        List<UUID> ids = new ArrayList<>();
        List<Buffer> was = new ArrayList<>();
        List<Buffer> anew = new ArrayList<>();
        for (var row : rows) {
            last = row.getUUID("id");
            var sealed = row.getBuffer("sealed");
            if (sealed != null && !notes.isCurrent(sealed.getBytes())) {
                try {
                    anew.add(Buffer.buffer(notes.sealAnew(last, sealed.getBytes())));
                    was.add(sealed.getDelegate());
                    ids.add(last);
                } catch (IllegalStateException stays) {
                    Log.errorf("not sealed anew: %s", stays.getMessage());
                }
            }
        }
        var portion = new Portion(rows.size() < PORTION ? null : last, ids.size());
        return ids.isEmpty()
                ? Uni.createFrom().item(portion)
                : tx.preparedQuery(REPLACE)
                        .execute(Tuple.of(
                                ids.toArray(UUID[]::new), was.toArray(Buffer[]::new), anew.toArray(Buffer[]::new)))
                        .replaceWith(portion);
    }

    private Uni<Void> giveBack(Turn turn, int outdated) {
        Log.infof("%s: a round has found %d rows", turn.job(), outdated);
        found.set(outdated);
        return transactions
                .sqlAsWorker(
                        tx -> tx.preparedQuery(GIVE_BACK).execute(Tuple.of(turn.job(), turn.holder(), outdated == 0)))
                .replaceWithVoid();
    }
}
