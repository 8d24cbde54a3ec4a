package app.godo.wire.outbox;

import app.godo.wire.rows.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Carries the rows of the outbox to Kafka, in their order, and marks them once Kafka has them. It is woken by the database
 * after a commit and sweeps once a second in case a wake-up was lost. One relay a schema at a time, by an advisory lock that
 * ends with its transaction, so that several replicas keep the order of a key; within a pass a Fact leaves when Kafka has the one
 * before it of the same key. A relay that dies before it marks publishes the rows again, and their {@code ce_id} tells.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final int BATCH = 500;

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended($1, 0))";

    private static final String PENDING = """
            select id, fact_id, topic, key, type, body, traceparent, created_at
            from outbox where published_at is null order by id limit $1""";

    private static final String MARK = "update outbox set published_at = now() where id = any($1)";

    private static final String FORGET = """
            delete from outbox where id in (
                select id from outbox where published_at < now() - make_interval(secs => $1) limit 10000)""";

    /** With the longest wait for one record (delivery.timeout.ms) still shorter than a transaction may be idle. */
    private static final Duration LONGEST_PASS = Duration.ofSeconds(8);

    private final Transactions transactions;
    private final FactPublisher publisher;
    private final OutboxConfig config;
    private final OutboxWakeUp wakeUp;
    private final String source;
    private final Clock clock;
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
        this.publisher = publisher;
        this.config = config;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.source = "/" + application;
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
                .chain(published ->
                        published == BATCH ? drain() : Uni.createFrom().voidItem());
    }

    private Uni<Integer> publishPending(SqlConnection transaction) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of("outbox of " + config.schema()))
                .chain(mine -> mine.iterator().next().getBoolean(0)
                        ? transaction
                                .preparedQuery(PENDING)
                                .execute(Tuple.of(BATCH))
                                .chain(rows -> publish(
                                        transaction,
                                        StreamSupport.stream(rows.spliterator(), false)
                                                .toList()))
                        : Uni.createFrom().item(0));
    }

    /** @return how many are published and marked; fewer than there are rows when some have to wait for another pass */
    private Uni<Integer> publish(SqlConnection transaction, List<Row> rows) {
        if (rows.isEmpty()) {
            oldest = null;
            return Uni.createFrom().item(0);
        }
        oldest = rows.getFirst().getOffsetDateTime("created_at").toInstant();
        var topics = rows.stream().map(row -> row.getString("topic")).collect(Collectors.toSet());
        var keys = rows.stream()
                .collect(Collectors.groupingBy(row -> row.getString("key"), LinkedHashMap::new, Collectors.toList()));
        var published = new ConcurrentLinkedQueue<Long>();
        var tooLate = clock.instant().plus(LONGEST_PASS);
        return publisher
                .awaitTopics(topics)
                .chain(() -> Uni.join()
                        .all(keys.values().stream()
                                .map(facts -> inOrder(facts, published, tooLate))
                                .toList())
                        .andCollectFailures())
                .chain(() -> published.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(MARK)
                                .execute(Tuple.of(published.toArray(Long[]::new)))
                                .replaceWithVoid())
                .map(marked -> published.size());
    }

    /** Each when Kafka has the one before; where it fails the key waits, and the others go on. */
    private Uni<Void> inOrder(List<Row> facts, Collection<Long> published, Instant tooLate) {
        return Multi.createFrom()
                .iterable(facts)
                .select()
                .first(fact -> clock.instant().isBefore(tooLate))
                .onItem()
                .transformToUniAndConcatenate(fact -> publish(fact).invoke(() -> published.add(fact.getLong("id"))))
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "outbox: %s on %s waits: %s",
                        facts.getFirst().getString("key"), facts.getFirst().getString("topic"), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> publish(Row row) {
        var headers = CloudEvents.headers(
                row.getUUID("fact_id"),
                source,
                row.getString("type"),
                row.getString("key"),
                row.getOffsetDateTime("created_at"),
                row.getString("traceparent"));
        return publisher.publish(
                row.getString("topic"),
                row.getString("key"),
                headers,
                row.getBuffer("body").getBytes());
    }
}
