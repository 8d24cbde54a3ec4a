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

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Carries what was told to the streams of the sockets, once its transaction has committed. Deliveries are claimed with SKIP
 * LOCKED, so replicas share them; one that dies between the stream and its commit delivers again, and the stream knows what it has.
 */
@ApplicationScoped
class Deliver {

    private static final int BATCH = 200;
    private static final int PEOPLE_AT_ONCE = 8;

    private static final String DUE = """
            select d.id as delivery, d.user_id, %s
            from deliveries d join notifications n on n.user_id = d.user_id and n.id = d.notification_id
            where d.state = 'queued' and d.channel = 'socket' and d.due_at <= now()
            order by d.due_at, n.id limit $1
            for update of d skip locked""".formatted(NotificationView.COLUMNS);

    private static final String SENT = """
            update deliveries set state = 'sent', attempt = attempt + 1 where id = any($1)""";

    private final Transactions transactions;
    private final Streams streams;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();

    Deliver(Transactions transactions, Streams streams) {
        this.transactions = transactions;
        this.streams = streams;
    }

    /** Delivers what is queued, without anybody waiting for it. */
    void soon() {
        wanted.set(true);
        if (running.compareAndSet(false, true)) {
            wanted.set(false);
            drain().subscribe().with(done -> rest(), failure -> {
                Log.warnf("deliveries: the sweep tries again: %s", failure.getMessage());
                running.set(false);
            });
        }
    }

    private void rest() {
        running.set(false);
        if (wanted.get()) {
            soon();
        }
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sweep() {
        soon();
    }

    private Uni<Void> drain() {
        return transactions
                .sqlAsWorker(this::deliverDue)
                .chain(delivered ->
                        delivered == BATCH ? drain() : Uni.createFrom().voidItem());
    }

    private Uni<Integer> deliverDue(SqlConnection sql) {
        return sql.preparedQuery(DUE)
                .execute(Tuple.of(BATCH))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(0)
                        : append(rows)
                                .chain(() -> sql.preparedQuery(SENT).execute(Tuple.of((Object) ids(rows))))
                                .replaceWith(rows.size()));
    }

    /** Many people at once, each person's in order. */
    private Uni<Void> append(RowSet<Row> rows) {
        var byPerson = StreamSupport.stream(rows.spliterator(), false)
                .collect(Collectors.groupingBy(row -> row.getUUID("user_id")));
        return Multi.createFrom()
                .iterable(byPerson.entrySet())
                .onItem()
                .transformToUni(person -> append(person.getKey(), person.getValue()))
                .merge(PEOPLE_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> append(UUID person, List<Row> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> streams.append(person, frameOf(NotificationView.of(row))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Frame frameOf(NotificationView notification) {
        return Frame.notification(notification.id(), notification);
    }

    private static UUID[] ids(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("delivery"))
                .toArray(UUID[]::new);
    }
}
