package app.godo.wire.outbox;

import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Carries the rows of the outbox to Kafka, in their order, and marks them once Kafka has them. It is woken by the database
 * after a commit and sweeps once a second in case a wake-up was lost. One relay a schema at a time, by an advisory lock that
 * ends with its transaction, so that several replicas keep the order of a key; a relay that dies before it marks publishes the
 * rows again, and their {@code ce_id} tells.
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

    private final Transactions transactions;
    private final FactPublisher publisher;
    private final OutboxConfig config;
    private final OutboxWakeUp wakeUp;
    private final String source;
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile boolean stopping;

    OutboxRelay(
            Transactions transactions,
            FactPublisher publisher,
            OutboxConfig config,
            OutboxWakeUp wakeUp,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.config = config;
        this.wakeUp = wakeUp;
        this.source = "/" + application;
    }

    void start(@Observes StartupEvent started) {
        wakeUp.listen(this::wake);
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

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        wake();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return transactions
                .sqlAsWorker(transaction -> transaction.preparedQuery(FORGET).execute(Tuple.of((double)
                        config.keepPublished().toSeconds())))
                .replaceWithVoid();
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

    private Uni<Integer> publish(SqlConnection transaction, List<Row> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var sent = rows.stream().map(this::publish).toList();
        var ids = rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        return Uni.join()
                .all(sent)
                .andFailFast()
                .chain(() -> transaction.preparedQuery(MARK).execute(Tuple.of(ids)))
                .replaceWith(rows.size());
    }

    private Uni<Void> publish(Row row) {
        var headers = CloudEvents.headers(
                row.getUUID("fact_id"),
                source,
                row.getString("type"),
                row.getString("key"),
                row.getOffsetDateTime("created_at"));
        return publisher.publish(
                row.getString("topic"),
                row.getString("key"),
                headers,
                row.getBuffer("body").getBytes());
    }
}
