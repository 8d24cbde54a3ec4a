package app.godo.wire.rows;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The only door to the database. Every transaction begins by saying who asks, in a setting that ends with it, and row level
 * security decides from there. Never nest two. A client that hangs up does not stop a transaction that has begun; one that still
 * waits for a connection then does nothing with it, or a service that was behind for a moment would go on working for nobody.
 */
@ApplicationScoped
public class Transactions {

    private static final String AS_CALLER = "select set_config('godo.user_id', ?1, true)";
    private static final String AS_WORKER = "select set_config('godo.worker', 'on', true)";

    private static final String COMMIT = "commit";
    private static final String OPEN = Transactions.class.getName();

    private final Pool pool;
    private final Vertx vertx;

    Transactions(Pool pool, Vertx vertx) {
        this.pool = pool;
        this.vertx = vertx;
    }

    /** Runs the work with Hibernate's session ({@link Panache#getSession()}) in one transaction of this caller. */
    public <T> Uni<T> asCaller(UUID caller, Supplier<Uni<T>> work) {
        return whole(waiting -> alone(() -> onlyIf(waiting)
                .chain(Panache::getSession)
                .chain(session -> session.createNativeQuery(AS_CALLER, String.class)
                        .setParameter(1, caller.toString())
                        .getSingleResult())
                .chain(ignored -> work.get())));
    }

    /** The same as the service itself: consumers, jobs, and what happens before a caller is known. */
    public <T> Uni<T> asWorker(Supplier<Uni<T>> work) {
        return whole(waiting -> alone(() -> onlyIf(waiting)
                .chain(Panache::getSession)
                .chain(session ->
                        session.createNativeQuery(AS_WORKER, String.class).getSingleResult())
                .chain(ignored -> work.get())));
    }

    /** A session is its context's: a second transaction would join the first, and lend it its own rights. */
    private static <T> Uni<T> alone(Supplier<Uni<T>> work) {
        if (ContextLocals.get(OPEN).isPresent()) {
            return Uni.createFrom().failure(new IllegalStateException("a transaction is already open here"));
        }
        ContextLocals.put(OPEN, true);
        return Panache.withTransaction(work).onTermination().invoke(() -> ContextLocals.remove(OPEN));
    }

    /** One transaction of this caller in plain SQL, for reads that join, rank or page, and for hot paths. */
    public <T> Uni<T> sqlAsCaller(UUID caller, Function<SqlConnection, Uni<T>> work) {
        return sql(begin(caller), work);
    }

    /** The same as the service itself. */
    public <T> Uni<T> sqlAsWorker(Function<SqlConnection, Uni<T>> work) {
        return sql("begin; set local godo.worker = 'on'", work);
    }

    /**
     * Deletes what is old, a portion a transaction, until nothing of it is left.
     *
     * @param delete a DELETE with a limit
     */
    public Uni<Void> deleteInPortions(String delete, Tuple parameters) {
        return sqlAsWorker(transaction -> transaction.preparedQuery(delete).execute(parameters))
                .chain(deleted ->
                        deleted.rowCount() == 0 ? Uni.createFrom().voidItem() : deleteInPortions(delete, parameters));
    }

    /**
     * A transaction of this caller that is one statement, for the hottest paths: everything is sent at once and costs one round
     * trip. It completes when the statement is committed.
     */
    public Uni<RowSet<Row>> statementAsCaller(UUID caller, String sql, Tuple parameters) {
        return onConnection(connection -> Uni.combine()
                .all()
                .unis(
                        connection.query(begin(caller)).execute(),
                        connection.preparedQuery(sql).execute(parameters),
                        connection.query(COMMIT).execute())
                .collectFailures()
                .with((begun, rows, committed) -> rows)
                .onFailure(CompositeException.class)
                .transform(Transactions::firstOf));
    }

    /** What was sent behind a statement that failed only says that the transaction is aborted. */
    private static Throwable firstOf(CompositeException failures) {
        return failures.getCauses().getFirst();
    }

    /** The caller is a UUID and nothing else, so that it can stand in the statement. */
    private static String begin(UUID caller) {
        return "begin; set local godo.user_id = '" + caller + "'";
    }

    /** The work's first statement is sent behind the beginning, without waiting for it: the server keeps the order. */
    private <T> Uni<T> sql(String begin, Function<SqlConnection, Uni<T>> work) {
        return onConnection(connection -> Uni.combine()
                .all()
                .unis(connection.query(begin).execute(), Uni.createFrom().deferred(() -> work.apply(connection)))
                .collectFailures()
                .with((begun, done) -> done)
                .onFailure(CompositeException.class)
                .transform(Transactions::firstOf)
                .onItem()
                .call(() -> connection.query(COMMIT).execute())
                .onFailure()
                .call(() -> connection.query("rollback").execute().onFailure().recoverWithNull()));
    }

    private <T> Uni<T> onConnection(Function<SqlConnection, Uni<T>> transaction) {
        return whole(waiting -> pool.getConnection().chain(connection -> onlyIf(waiting)
                .chain(() -> transaction.apply(connection))
                .eventually(connection::close)));
    }

    private static Uni<Void> onlyIf(BooleanSupplier waiting) {
        return waiting.getAsBoolean()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(() -> new CancellationException("nobody waits for this any longer"));
    }

    /** The transaction may ask whether somebody still waits for it. */
    private <T> Uni<T> whole(Function<BooleanSupplier, Uni<T>> transaction) {
        var gone = new AtomicBoolean();
        return unstoppable(() -> transaction.apply(() -> !gone.get()))
                .onCancellation()
                .invoke(() -> gone.set(true));
    }

    /** Off a request there is no context for a session yet: a job or consumer gets its own. */
    private <T> Uni<T> unstoppable(Supplier<Uni<T>> transaction) {
        var here = Vertx.currentContext();
        if (here != null && VertxContext.isDuplicatedContext(here)) {
            return Uni.createFrom().deferred(() -> transaction.get()).memoize().indefinitely();
        }
        return Uni.createFrom()
                .<T>emitter(done -> {
                    var own = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
                    VertxContextSafetyToggle.setContextSafe(own, true);
                    own.runOnContext(nothing -> Uni.createFrom()
                            .deferred(() -> transaction.get())
                            .subscribe()
                            .with(done::complete, done::fail));
                })
                .memoize()
                .indefinitely();
    }
}
