package app.godo.swipes.archive;

import app.godo.wire.leasing.Lease;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import jakarta.inject.Singleton;

/**
 * Moves swipes of long ago into the archive, a portion a transaction: whatever stops it, each swipe is in one of the two, and the next
 * run goes on from there. One replica does it; when its lease was taken from it, it stops at the next portion (R-JOB-11).
 */
@Singleton
class ArchiveSwipes {

    private static final String JOB = "archive-swipes";

    /** After this a replica that is lost is followed by another. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final String OPEN = "select swipes.open_archive($1)";

    private static final String NAME = """
            insert into pseudonyms (user_id) select distinct user_id from swipes where received_at < $1
            on conflict (user_id) do nothing""";

    /** One whose person has no pseudonym is not moved but fails: nothing is ever lost on the way. What never came is let go of. */
    private static final String MOVE = """
            with old as (
                select user_id, id from swipes where received_at < $1 limit $2
            ), moved as (
                delete from swipes using old where swipes.user_id = old.user_id and swipes.id = old.id returning swipes.*
            ), kept as (
                insert into archived_swipes (pseudonym, event_id, direction, deck_id, position, policy_id, propensity,
                                             shown_at, swiped_at, received_at, undone_at)
                select named.pseudonym, moved.event_id, moved.direction, moved.deck_id, moved.position, moved.policy_id,
                       moved.propensity, moved.shown_at, moved.swiped_at, moved.received_at, moved.undone_at
                  from moved left join pseudonyms as named using (user_id)
                 where moved.event_id is not null
            )
            select count(*) from moved""";

    private final String replica = Ids.next().toString();
    private final Transactions transactions;
    private final Leases leases;
    private final ArchiveConfig config;
    private final Clock clock;
    private final AtomicLong lastSuccess;
    private final AtomicLong lastDuration;

    ArchiveSwipes(Transactions transactions, Leases leases, ArchiveConfig config, Clock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.leases = leases;
        this.config = config;
        this.clock = clock;
        this.lastSuccess = meters.gauge("godo.job.last.success", Tags.of("job", JOB), new AtomicLong());
        this.lastDuration = meters.gauge("godo.job.last.duration", Tags.of("job", JOB), new AtomicLong());
    }

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> whenDue() {
        return handle(config.once());
    }

    /**
     * Does it unless somebody is at it.
     *
     * @param once or has done it within that time
     */
    Uni<Void> handle(Duration once) {
        return transactions
                .sqlAsWorker(transaction -> leases.take(transaction, JOB, replica, LEASE, once))
                .chain(taken -> taken.isEmpty() ? Uni.createFrom().voidItem() : timed(taken.orElseThrow()));
    }

    private Uni<Void> timed(Lease lease) {
        var began = clock.instant();
        var old = OffsetDateTime.ofInstant(began, ZoneOffset.UTC).minus(config.after());
        return prepared(old)
                .chain(() -> moved(lease, old, 0))
                .invoke(swipes -> Log.infof("%d swipes of before %s were archived", swipes, old))
                .onFailure()
                .call(() -> giveBack(lease, false, Duration.ZERO))
                .map(swipes -> Duration.between(began, clock.instant()))
                .call(took -> giveBack(lease, true, took))
                .invoke(took -> {
                    lastSuccess.set(clock.instant().getEpochSecond());
                    lastDuration.set(took.toSeconds());
                })
                .replaceWithVoid()
                .onFailure(LeaseLost.class)
                .recoverWithNull();
    }

    private Uni<Void> prepared(OffsetDateTime old) {
        return transactions.sqlAsWorker(transaction -> transaction
                .preparedQuery(OPEN)
                .execute(Tuple.of(old))
                .chain(() -> transaction.preparedQuery(NAME).execute(Tuple.of(old)))
                .replaceWithVoid());
    }

    /** Portion by portion, until there is nothing left. */
    private Uni<Long> moved(Lease lease, OffsetDateTime old, long before) {
        return transactions
                .sqlAsWorker(transaction -> leases.hold(transaction, lease)
                        .chain(() -> transaction.preparedQuery(MOVE).execute(Tuple.of(old, config.portion()))))
                .map(rows -> rows.iterator().next().getLong(0))
                .chain(now -> now == 0 ? Uni.createFrom().item(before) : moved(lease, old, before + now));
    }

    private Uni<Void> giveBack(Lease lease, boolean success, Duration took) {
        return transactions.sqlAsWorker(transaction -> leases.giveBack(transaction, lease, success, took));
    }
}
