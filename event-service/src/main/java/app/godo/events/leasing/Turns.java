package app.godo.events.leasing;

import app.godo.wire.rows.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Jobs whose every step is safe to repeat, so that a lease has to keep them only from being done for nothing: whoever comes first
 * does it, and for a time nobody else.
 */
@ApplicationScoped
public class Turns {

    private static final String TAKE = """
            insert into job_lease (job, holder, until, fence)
            values ($1, 'event-service', clock_timestamp() + make_interval(secs => $2), 1)
                on conflict (job) do update set until = excluded.until, fence = job_lease.fence + 1
             where job_lease.until <= clock_timestamp()""";

    private static final String FAILED = "update job_lease set until = clock_timestamp() where job = $1";

    private static final String DONE = """
            update job_lease set last_success = clock_timestamp(), last_duration = make_interval(secs => $2) where job = $1""";

    private final Transactions transactions;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, AtomicLong> lastSuccesses = new ConcurrentHashMap<>();

    Turns(Transactions transactions, MeterRegistry meters, Clock clock) {
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    /** Does it unless somebody has begun it within that time; remembers when it was done last, and how long it took. */
    public Uni<Void> take(String job, Duration once, Supplier<Uni<Void>> work) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(TAKE).execute(Tuple.of(job, seconds(once))))
                .chain(taken -> taken.rowCount() == 0 ? Uni.createFrom().voidItem() : timed(job, work));
    }

    /** One part of a job: when it fails the others are done all the same, and it is tried again with the next turn. */
    public static Uni<Void> orElseLater(String part, Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> Log.warnf("%s has to wait for the next turn: %s", part, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** A turn that failed is free again. */
    private Uni<Void> timed(String job, Supplier<Uni<Void>> work) {
        var began = clock.instant();
        return work.get()
                .onFailure()
                .call(() ->
                        transactions.sqlAsWorker(tx -> tx.preparedQuery(FAILED).execute(Tuple.of(job))))
                .chain(() -> done(job, began));
    }

    private Uni<Void> done(String job, Instant began) {
        lastSuccesses
                .computeIfAbsent(
                        job, name -> meters.gauge("godo.job.last.success", Tags.of("job", name), new AtomicLong()))
                .set(clock.instant().getEpochSecond());
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(DONE)
                        .execute(Tuple.of(job, seconds(Duration.between(began, clock.instant())))))
                .replaceWithVoid();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
