package app.godo.wire.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.Scratch;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class TransactionsTest {

    private static final int CONNECTIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OWN_KEYS = "select caller from idempotency";

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Test
    @DisplayName("R-07: 400 interleaved users on a pool of 4 see only their own rows")
    void callers_do_not_see_each_other_s_rows() {
        var people = IntStream.range(0, 20).mapToObj(i -> personWithKey()).toList();
        var answers = new ArrayList<Uni<Void>>();
        for (var i = 0; i < 400; i++) {
            var person = people.get(i % people.size());
            var own =
                    switch (i % 3) {
                        case 0 -> byHibernate(person.id());
                        case 1 -> bySql(person.id());
                        default -> byStatement(person.id());
                    };
            answers.add(own.invoke(callers -> assertEquals(List.of(person.id()), callers))
                    .replaceWithVoid());
        }

        Uni.join().all(answers).andFailFast().await().atMost(PATIENCE);
    }

    @Test
    @DisplayName("R-05: outside a transaction of somebody there is nothing to see")
    void nobody_sees_nothing() {
        personWithKey();

        var rows = pool.query(OWN_KEYS).execute().await().atMost(PATIENCE);

        assertEquals(0, rows.size());
    }

    @Test
    @DisplayName("R-08: a caller that goes away in the middle leaves nothing behind on the connection")
    void a_cancelled_request_leaves_no_trace() {
        var person = personWithKey();
        for (var i = 0; i < 200; i++) {
            var running = transactions
                    .sqlAsCaller(person.id(), connection -> connection
                            .query("select pg_sleep(0.002)")
                            .execute()
                            .chain(() -> connection.query(OWN_KEYS).execute()))
                    .subscribe()
                    .with(rows -> {}, failure -> {});
            running.cancel();
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            var idle = Database.count(
                    "select count(*) from pg_stat_activity where usename = 'godo_swipes' and state like 'idle in transaction%'");
            assertEquals(0, idle);
        });
        var left = pool.query("select coalesce(current_setting('godo.user_id', true), '')")
                .execute()
                .await()
                .atMost(PATIENCE);
        assertEquals("", left.iterator().next().getString(0));
    }

    @Test
    void a_client_that_hangs_up_does_not_undo_what_was_begun() {
        var name = "hangs-up-" + UUID.randomUUID();
        var begun = new CountDownLatch(1);
        var running = transactions
                .asWorker(() -> Panache.getSession()
                        .invoke(begun::countDown)
                        .chain(session -> session.createNativeQuery("select cast(pg_sleep(0.1) as text)", String.class)
                                .getSingleResult())
                        .chain(() -> Scratch.mark(name)))
                .subscribe()
                .with(done -> {}, failure -> {});
        await(begun);

        running.cancel();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> Scratch.marks(name) == 1);
    }

    @Test
    @DisplayName("who hangs up while a connection is waited for has asked for nothing")
    void nothing_is_begun_for_nobody() {
        var name = "in-vain-" + UUID.randomUUID();
        var begun = new CountDownLatch(CONNECTIONS);
        var all = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> transactions.sqlAsWorker(connection -> connection
                        .query("select pg_sleep(0.5)")
                        .execute()
                        .onSubscription()
                        .invoke(begun::countDown)))
                .toList();
        var busy = Uni.join().all(all).andFailFast().subscribeAsCompletionStage();
        await(begun);

        transactions
                .asWorker(() -> Scratch.mark(name + "-hibernate"))
                .subscribe()
                .with(done -> {}, failure -> {})
                .cancel();
        transactions
                .sqlAsWorker(connection -> connection
                        .preparedQuery(
                                "insert into job_lease (job, holder, until, fence) values ($1, 'test', now(), 1)")
                        .execute(Tuple.of(name + "-sql")))
                .subscribe()
                .with(done -> {}, failure -> {})
                .cancel();
        busy.toCompletableFuture().join();

        // who comes later is served later
        transactions
                .sqlAsWorker(connection -> Uni.createFrom().voidItem())
                .await()
                .atMost(PATIENCE);
        assertEquals(0, Scratch.marks(name));
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().atMost(PATIENCE).until(() -> latch.getCount() == 0);
    }

    @Test
    void a_failure_undoes_the_whole_transaction() {
        var name = "undone-" + UUID.randomUUID();

        var failed = transactions.asWorker(() -> Scratch.mark(name).chain(() -> Scratch.mark(name)));

        assertThrows(RuntimeException.class, () -> failed.await().atMost(PATIENCE));
        assertEquals(0, Scratch.marks(name));
    }

    @Test
    void a_failure_in_plain_sql_gives_the_connection_back_clean() {
        var person = personWithKey();
        for (var i = 0; i < 8; i++) {
            var failed = transactions.sqlAsCaller(
                    person.id(), connection -> connection.query("select 1/0").execute());
            assertThrows(RuntimeException.class, () -> failed.await().atMost(PATIENCE));
        }

        assertEquals(List.of(person.id()), bySql(person.id()).await().atMost(PATIENCE));
    }

    @Test
    void a_statement_that_fails_changes_nothing_and_gives_the_connection_back_clean() {
        var person = personWithKey();
        for (var i = 0; i < 8; i++) {
            var failed = transactions.statementAsCaller(
                    person.id(),
                    "with gone as (delete from idempotency returning 1) select 1 / (count(*) - count(*)) from gone",
                    Tuple.tuple());
            var refused =
                    assertThrows(RuntimeException.class, () -> failed.await().atMost(PATIENCE));
            assertTrue(refused.getMessage().contains("division by zero"), refused.getMessage());
        }

        assertEquals(List.of(person.id()), byStatement(person.id()).await().atMost(PATIENCE));
    }

    @Test
    void a_statement_is_committed_when_it_is_answered() {
        var person = personWithKey();

        transactions
                .statementAsCaller(person.id(), "delete from idempotency", Tuple.tuple())
                .await()
                .atMost(PATIENCE);

        assertEquals(0, Database.count("select count(*) from swipes.idempotency where caller = $1", person.id()));
    }

    @Test
    void a_transaction_never_joins_another() {
        var person = personWithKey();

        var nested = transactions.asWorker(
                () -> transactions.asCaller(person.id(), () -> Uni.createFrom().item("with the worker's rights")));

        var refused = assertThrows(RuntimeException.class, () -> nested.await().atMost(PATIENCE));
        assertTrue(refused.getMessage().contains("already open"), refused.getMessage());
        assertEquals(List.of(person.id()), byHibernate(person.id()).await().atMost(PATIENCE));
    }

    @Test
    void what_is_old_is_deleted_to_the_last_row() {
        var person = personWithKey();
        Database.sql(
                "insert into swipes.idempotency (caller, operation, key, fingerprint) select $1, 'old', gen_random_uuid(), '' from generate_series(1, 25)",
                person.id());

        transactions
                .deleteInPortions(
                        "delete from idempotency where (caller, operation, key) in (select caller, operation, key from idempotency where caller = $1 limit 10)",
                        Tuple.of(person.id()))
                .await()
                .atMost(PATIENCE);

        assertEquals(0, Database.count("select count(*) from swipes.idempotency where caller = $1", person.id()));
    }

    @Test
    @DisplayName("R-11: row level security cannot be switched off by a service")
    void security_cannot_be_switched_off() {
        var off = transactions.sqlAsCaller(UUID.randomUUID(), connection -> connection
                .query("set local row_security = off")
                .execute()
                .chain(() -> connection.query(OWN_KEYS).execute()));

        var refused = assertThrows(RuntimeException.class, () -> off.await().atMost(PATIENCE));
        assertTrue(refused.getMessage().contains("row-level security"), refused.getMessage());
    }

    private Uni<List<UUID>> byHibernate(UUID caller) {
        return transactions.asCaller(
                caller, () -> Panache.getSession().chain(session -> session.createNativeQuery(OWN_KEYS, UUID.class)
                        .getResultList()));
    }

    private Uni<List<UUID>> bySql(UUID caller) {
        return transactions.sqlAsCaller(caller, connection -> connection
                .preparedQuery(OWN_KEYS)
                .execute(Tuple.tuple())
                .map(TransactionsTest::callers));
    }

    private Uni<List<UUID>> byStatement(UUID caller) {
        return transactions.statementAsCaller(caller, OWN_KEYS, Tuple.tuple()).map(TransactionsTest::callers);
    }

    private static List<UUID> callers(RowSet<Row> rows) {
        var callers = new ArrayList<UUID>();
        rows.forEach(row -> callers.add(row.getUUID(0)));
        return callers;
    }

    private static Person personWithKey() {
        var person = Person.joined();
        Database.sql(
                "insert into swipes.idempotency (caller, operation, key, fingerprint) values ($1, 'test', $2, '')",
                person.id(),
                UUID.randomUUID());
        return person;
    }
}
