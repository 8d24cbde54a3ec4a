package app.godo.events.leasing;

import app.godo.wire.leasing.Lease;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Jobs whose every step is safe to repeat, so that a lease has to keep them only from being done for nothing: no step asks for it.
 * Whoever comes first does it, and for a time nobody else.
 */
@ApplicationScoped
public class Turns {

    /** After this a replica that is lost is followed by another. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final String replica = Ids.next().toString();
    private final Transactions transactions;
    private final Leases leases;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, AtomicLong> lastSuccesses = new ConcurrentHashMap<>();

    Turns(Transactions transactions, Leases leases, MeterRegistry meters, Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.meters = meters;
        this.clock = clock;
    }

    /** Does it unless somebody is at it or has done it within that time; remembers when it was done last, and how long it took. */
    public Uni<Void> take(String job, Duration once, Supplier<Uni<Void>> work) {
        return transactions
                .sqlAsWorker(transaction -> leases.take(transaction, job, replica, LEASE, once))
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : timed(taken.orElseThrow(), work)
                                .onFailure(LeaseLost.class)
                                .recoverWithNull());
    }

    /** One part of a job: when it fails the others are done all the same, and it is tried again with the next turn. */
    public static Uni<Void> orElseLater(String part, Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> Log.warnf("%s has to wait for the next turn: %s", part, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** A turn that failed is free again. */
    private Uni<Void> timed(Lease lease, Supplier<Uni<Void>> work) {
        var began = clock.instant();
        return work.get()
                .onFailure()
                .call(() -> giveBack(lease, false, began))
                .chain(() -> giveBack(lease, true, began))
                .invoke(() -> lastSuccesses
                        .computeIfAbsent(
                                lease.job(),
                                name -> meters.gauge("godo.job.last.success", Tags.of("job", name), new AtomicLong()))
                        .set(clock.instant().getEpochSecond()));
    }

    private Uni<Void> giveBack(Lease lease, boolean success, Instant began) {
        return transactions.sqlAsWorker(
                transaction -> leases.giveBack(transaction, lease, success, Duration.between(began, clock.instant())));
    }
}
