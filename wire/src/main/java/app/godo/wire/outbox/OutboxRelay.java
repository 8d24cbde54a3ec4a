package app.godo.wire.outbox;

import app.godo.wire.outbox.SetAside.Line;
import app.godo.wire.rows.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Carries the rows of the outbox to Kafka, in their order, and marks them once Kafka has them. It is woken by the database
 * after a commit and sweeps once a second in case a wake-up was lost. One relay a schema at a time, by an advisory lock that
 * ends with its transaction, so that several replicas keep the order of a key; within a pass a Fact leaves when Kafka has the one
 * before it of the same key. A relay that dies before it marks publishes the rows again, and their {@code ce_id} tells. What Kafka
 * refuses for what it is stays ({@link SetAside}), and nothing but its own order waits for it.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final int BATCH = 500;

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String PENDING = """
            select id, fact_id, topic, key, type, body, traceparent, created_at
            from outbox
            where published_at is null and topic <> all ($2) and (topic, key) not in (select * from unnest($3::text[], $4::text[]))
            order by id limit $1""";

    private static final String MARK = "update outbox set published_at = now() where id = any($1)";

    private static final String FORGET = """
            delete from outbox where id in (
                select id from outbox where published_at < now() - make_interval(secs => $1) limit 10000)""";

    private final Transactions transactions;
    private final OutboxConfig config;
    private final OutboxWakeUp wakeUp;
    private final Clock clock;
    private final SetAside aside;
    private final Carrier carrier;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile boolean stopping;
    private volatile Instant oldest;

    OutboxRelay(
            Transactions transactions,
            FactPublisher publisher,
            OutboxConfig config,
            OutboxWakeUp wakeUp,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.transactions = transactions;
        this.config = config;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.aside = new SetAside(clock);
        this.carrier = new Carrier(publisher, aside, clock, meters, "/" + application);
        Gauge.builder("godo.outbox.oldest", this, OutboxRelay::secondsWaited)
                .description(
                        "How long the oldest Fact has been waiting to be published, as the last pass of this replica saw it")
                .baseUnit("seconds")
                .register(meters);
    }

    void start(@Observes StartupEvent started) {
        wakeUp.listen(this::wake);
    }

    private double secondsWaited() {
        var waiting = oldest;
        return waiting == null ? 0 : Duration.between(waiting, clock.instant()).toMillis() / 1e3;
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /** Every wish to publish is honoured by a pass that began after it; wishes during a pass share the next one. */
    private void wake() {
        if (!stopping && wanted.getAndIncrement() == 0) {
            pass();
        }
    }

    private void pass() {
        var answered = wanted.get();
        drain().subscribe().with(nothing -> passAgainAfter(answered), failure -> {
            Log.warnf("outbox: not published, the sweep tries again: %s", failure.getMessage());
            wanted.set(0);
        });
    }

    private void passAgainAfter(int answered) {
        if (!stopping && !wanted.compareAndSet(answered, 0)) {
            pass();
        }
    }

    @Scheduled(every = "${godo.outbox.sweep}", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        wake();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions.deleteInPortions(
                FORGET, Tuple.of((double) config.keepPublished().toSeconds()));
    }

    private Uni<Void> drain() {
        return transactions
                .sqlAsWorker(this::publishPending)
                .chain(more -> more ? drain() : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> publishPending(SqlConnection transaction) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of("outbox of " + config.schema()))
                .chain(mine -> mine.iterator().next().getBoolean(0)
                        ? transaction
                                .preparedQuery(PENDING)
                                .execute(Tuple.of(
                                        BATCH, aside.topics(), aside.lines(Line::topic), aside.lines(Line::key)))
                                .chain(rows -> publish(
                                        transaction,
                                        StreamSupport.stream(rows.spliterator(), false)
                                                .toList()))
                        : Uni.createFrom().item(false));
    }

    /** @return whether there is more to do at once; else what is left waits for another pass */
    private Uni<Boolean> publish(SqlConnection transaction, List<Row> rows) {
        oldest = Stream.concat(rows.stream().limit(1).map(Carrier::toldAt), aside.oldest().stream())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return rows.isEmpty()
                ? Uni.createFrom().item(false)
                : carrier.carry(rows)
                        .call(carried -> mark(transaction, carried.published()))
                        .map(carried ->
                                rows.size() == BATCH && (carried.published().size() == BATCH || carried.refusedAny()));
    }

    private static Uni<Void> mark(SqlConnection transaction, Collection<Long> published) {
        return published.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(MARK)
                        .execute(Tuple.of(published.toArray(Long[]::new)))
                        .replaceWithVoid();
    }
}
