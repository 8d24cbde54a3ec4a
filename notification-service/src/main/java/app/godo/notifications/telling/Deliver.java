package app.godo.notifications.telling;

import app.godo.notifications.NotificationView;
import app.godo.notifications.realtime.Frame;
import app.godo.notifications.realtime.Streams;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Carries what was told to the streams of the sockets, once its transaction has committed: claims, appends, marks, and holds no
 * transaction while it waits for Redis. All that is queued of a person is in one hand at a time, so that replicas keep everyone's
 * order; what a replica had in hand when it died is claimed again, and the stream knows what it has.
 */
@ApplicationScoped
class Deliver {

    private static final int BATCH = 200;
    private static final int PEOPLE_AT_ONCE = 8;

    /** Longer than a batch takes: it stops appending in good time, and one call of Redis takes two seconds at most. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(15);

    private static final Duration ENOUGH = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** One claim after another: two at the same moment could each take a part of what one person waits for. */
    private static final String IN_TURN =
            "select pg_advisory_xact_lock(hashtextextended('notifications.deliveries', 0))";

    /** In steps that are each taken once, whatever the planner believes of a table that has just grown. */
    static final String CLAIM = """
            with due as materialized (
                select d.id from deliveries d
                where d.state = 'queued' and d.channel = 'socket' and d.due_at <= now()
                  and d.user_id not in (
                      select held.user_id from deliveries held
                      where held.state = 'queued' and held.channel = 'socket' and held.claimed_until > now())
                order by d.due_at, d.notification_id limit $1),
            claimed as (
                update deliveries d
                set claimed_until = now() + make_interval(secs => $2), attempt = d.attempt + 1
                where d.id = any (array(select id from due)) and d.state = 'queued'
                returning d.id, d.user_id, d.notification_id, d.due_at)
            select c.id as delivery, c.user_id, %s
            from claimed c join notifications n on n.user_id = c.user_id and n.id = c.notification_id
            order by c.due_at, n.id""".formatted(NotificationView.COLUMNS);

    private static final String SENT = """
            update deliveries set state = 'sent', claimed_until = null where id = any($1) and state = 'queued'""";

    private static final String LEAVE = """
            update deliveries set claimed_until = now() + make_interval(secs => $2)
            where id = any($1) and state = 'queued'""";

    private final Transactions transactions;
    private final Streams streams;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean troubled;

    Deliver(Transactions transactions, Streams streams, Clock clock) {
        this.transactions = transactions;
        this.streams = streams;
        this.clock = clock;
    }

    /** Delivers what is queued, without anybody waiting for it. */
    void soon() {
        wanted.set(true);
        if (running.compareAndSet(false, true)) {
            wanted.set(false);
            drain().subscribe().with(done -> rest(), this::stumble);
        }
    }

    private void rest() {
        troubled = false;
        running.set(false);
        if (wanted.get()) {
            soon();
        }
    }

    private void stumble(Throwable failure) {
        if (!troubled) {
            Log.warnf("deliveries: the sweep tries again: %s", failure.getMessage());
        }
        troubled = true;
        running.set(false);
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        soon();
    }

    /** Until nothing is due: what came while its person was in hand waits for that. */
    private Uni<Void> drain() {
        return transactions
                .sqlAsWorker(Deliver::claim)
                .chain(claimed -> claimed.size() == 0
                        ? Uni.createFrom().voidItem()
                        : deliver(claimed).chain(this::drain));
    }

    private static Uni<RowSet<Row>> claim(SqlConnection sql) {
        return sql.query(IN_TURN).execute().chain(() -> sql.preparedQuery(CLAIM)
                .execute(Tuple.of(BATCH, seconds(CLAIM_HOLDS))));
    }

    /** Many people at once, each person's in order; whose frame fails is left, and fails the whole when the others have theirs. */
    private Uni<Void> deliver(RowSet<Row> claimed) {
        var until = clock.instant().plus(ENOUGH);
        var sent = new ConcurrentLinkedQueue<UUID>();
        var failures = new ConcurrentLinkedQueue<Throwable>();
        return Multi.createFrom()
                .iterable(byPerson(claimed))
                .onItem()
                .transformToUni(rows -> append(rows, until, sent)
                        .onFailure()
                        .invoke(failures::add)
                        .onFailure()
                        .recoverWithNull())
                .merge(PEOPLE_AT_ONCE)
                .collect()
                .last()
                .chain(() -> transactions.sqlAsWorker(sql -> mark(sql, claimed, sent)))
                .chain(() -> failures.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(failures.peek()));
    }

    private Uni<Void> append(List<Row> rows, Instant until, Collection<UUID> sent) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> append(row, until).invoke(() -> sent.add(row.getUUID("delivery"))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> append(Row row, Instant until) {
        return clock.instant().isAfter(until)
                ? Uni.createFrom().failure(new IllegalStateException("Redis takes too long"))
                : streams.append(row.getUUID("user_id"), frameOf(NotificationView.of(row)));
    }

    private static Uni<Void> mark(SqlConnection sql, RowSet<Row> claimed, Collection<UUID> sent) {
        var left = stream(claimed).map(row -> row.getUUID("delivery")).collect(Collectors.toSet());
        left.removeAll(sent);
        return sql.preparedQuery(SENT)
                .execute(Tuple.of((Object) sent.toArray(UUID[]::new)))
                .chain(() -> left.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : sql.preparedQuery(LEAVE).execute(Tuple.of(left.toArray(UUID[]::new), seconds(PAUSE))))
                .replaceWithVoid();
    }

    private static Collection<List<Row>> byPerson(RowSet<Row> rows) {
        return stream(rows)
                .collect(Collectors.groupingBy(row -> row.getUUID("user_id"), LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static double seconds(Duration duration) {
        return duration.toSeconds();
    }

    private static Frame frameOf(NotificationView notification) {
        return Frame.notification(notification.id(), notification);
    }
}
