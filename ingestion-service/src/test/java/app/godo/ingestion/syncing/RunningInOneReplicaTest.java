package app.godo.ingestion.syncing;

import static app.godo.ingestion.testing.ParksFeed.concerts;
import static app.godo.ingestion.testing.ParksFeed.newIds;
import static app.godo.ingestion.testing.Syncs.sync;
import static app.godo.ingestion.testing.Syncs.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.ingestion.testing.Portal;
import app.godo.ingestion.testing.PortalAddress;
import app.godo.ingestion.testing.Syncs;
import app.godo.wire.leasing.Lease;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(PortalAddress.class)
@DisplayName("A.12: however many replicas there are, one runs")
class RunningInOneReplicaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject
    Transactions transactions;

    @Inject
    Leases leases;

    @Inject
    SyncSchedule schedule;

    @Inject
    SyncSource syncSource;

    private Portal portal;

    @BeforeEach
    void openThePortal() {
        Syncs.startAfresh();
        portal = Portal.open();
    }

    @AfterEach
    void closeThePortal() {
        portal.close();
    }

    @Test
    void of_many_replicas_that_try_at_once_one_takes_the_lease() {
        var job = "race:" + Ids.next();

        var taken = Uni.join()
                .all(IntStream.range(0, 20)
                        .mapToObj(i -> take(job, "replica-" + i, LONG))
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);

        assertEquals(1, taken.stream().filter(Optional::isPresent).count());
    }

    @Test
    void a_lease_that_ran_out_goes_to_the_next_with_a_higher_fence_and_the_old_holder_is_told() {
        var job = "takeover:" + Ids.next();
        var dead = take(job, "dead", LONG).await().atMost(PATIENCE).orElseThrow();

        var tooEarly = take(job, "next", LONG).await().atMost(PATIENCE);
        leaseRunsOut(job);
        var next = take(job, "next", LONG).await().atMost(PATIENCE).orElseThrow();

        assertTrue(tooEarly.isEmpty());
        assertEquals(dead.fence() + 1, next.fence());
        assertThrows(LeaseLost.class, () -> hold(dead).await().atMost(PATIENCE));
        hold(next).await().atMost(PATIENCE);
    }

    @Test
    void a_sign_of_life_that_comes_after_the_end_does_not_wake_the_lease() {
        var job = "ended:" + Ids.next();
        var lease = take(job, "done", LONG).await().atMost(PATIENCE).orElseThrow();
        transactions
                .sqlAsWorker(transaction -> leases.giveBack(transaction, lease, true, Duration.ofSeconds(1)))
                .await()
                .atMost(PATIENCE);

        assertThrows(LeaseLost.class, () -> hold(lease).await().atMost(PATIENCE));
        assertTrue(take(job, "next", LONG).await().atMost(PATIENCE).isPresent());
    }

    @Test
    void a_sign_of_life_prolongs_the_lease() {
        var job = "alive:" + Ids.next();
        var lease = take(job, "alive", LONG).await().atMost(PATIENCE).orElseThrow();
        leaseRunsOut(job);

        hold(lease).await().atMost(PATIENCE);

        assertTrue(take(job, "greedy", LONG).await().atMost(PATIENCE).isEmpty());
    }

    @Test
    void nothing_of_a_transaction_with_a_stale_fence_is_written() {
        var job = "stale:" + Ids.next();
        var lease = take(job, "slept", LONG).await().atMost(PATIENCE).orElseThrow();
        Database.sql("update ingestion.job_lease set fence = fence + 1, holder = 'other' where job = $1", job);

        var late = transactions.sqlAsWorker(transaction -> transaction
                .query("update sources set last_error = 'written by a ghost'")
                .execute()
                .chain(() -> leases.hold(transaction, lease)));

        assertThrows(LeaseLost.class, () -> late.await().atMost(PATIENCE));
        assertEquals(0, Database.count("select count(*) from ingestion.sources where last_error is not null"));
    }

    @Test
    void schedules_that_fire_together_begin_one_run() {
        var ids = newIds(3);
        portal.lists(concerts(ids));
        Database.sql("update ingestion.sources set next_sync = now() - interval '1 minute'");

        Uni.join()
                .all(IntStream.range(0, 5)
                        .mapToObj(i -> schedule.beginDueRuns())
                        .toList())
                .andFailFast()
                .await()
                .atMost(PATIENCE);
        Syncs.awaitRest();

        assertEquals(1, Database.count("select count(*) from ingestion.sync_runs"));
        assertEquals(3, told(ids).size());
        schedule.beginDueRuns().await().atMost(PATIENCE);
        assertEquals(1, Database.count("select count(*) from ingestion.sync_runs"), "it is due no more");
    }

    @Test
    void a_replica_whose_look_is_out_of_date_begins_nothing_and_holds_nothing() {
        Database.sql("update ingestion.sources set next_sync = now() + interval '4 hours'");

        assertThrows(SyncSource.NotDue.class, () -> syncSource
                .handleIfDue(UUID.fromString(Syncs.NYC_PARKS))
                .await()
                .atMost(PATIENCE));

        assertEquals(0, Database.count("select count(*) from ingestion.sync_runs"));
        assertEquals(
                0,
                Database.count("select count(*) from ingestion.job_lease where until > clock_timestamp()"
                        + " and job = 'sync:nyc_parks'"));
    }

    @Test
    void a_paused_source_is_passed_over() {
        Database.sql("update ingestion.sources set next_sync = now() - interval '1 minute', is_active = false");

        schedule.beginDueRuns().await().atMost(PATIENCE);

        assertEquals(0, Database.count("select count(*) from ingestion.sync_runs"));
        assertEquals(0, portal.requests().size());
    }

    @Test
    @DisplayName(
            "A.12: the holder is killed in the middle; another takes over when its lease is out, and its run is given up")
    void a_run_of_a_killed_replica_is_given_up_and_done_again() {
        var ids = newIds(3);
        portal.lists(concerts(ids));
        var killed = Ids.next();
        Database.sql("""
                insert into ingestion.job_lease (job, holder, until, fence)
                values ('sync:nyc_parks', 'killed', clock_timestamp() + interval '1 hour', 7)
                on conflict (job) do update set holder = excluded.holder, until = excluded.until, fence = excluded.fence""");
        Database.sql(
                "insert into ingestion.sync_runs (id, source_id, fetched) select $1, id, 2 from ingestion.sources",
                killed);
        Syncs.admin()
                .post("/api/v1/ingestion/sources/" + Syncs.NYC_PARKS + "/sync")
                .then()
                .statusCode(409);
        leaseRunsOut("sync:nyc_parks");

        var run = Syncs.begin();

        assertEquals("ok", Syncs.awaitEnd(run).getString("state"));
        assertEquals(8, Database.count("select fence from ingestion.job_lease where job = 'sync:nyc_parks'"));
        assertEquals(
                "The replica that ran it was lost.",
                Database.sql("select error from ingestion.sync_runs where id = $1 and state = 'failed'", killed)
                        .getFirst()
                        .getString("error"));
        assertEquals(3, told(ids).size());
    }

    @Test
    void a_replica_that_slept_through_its_lease_writes_nothing() throws InterruptedException {
        var ids = newIds(3);
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        portal.answers(exchange -> {
            asked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            Portal.page(exchange, concerts(ids));
        });
        Syncs.begin();
        asked.await();
        // what another replica does when it takes over: the sleeper's lease is out, the fence goes up
        Database.sql("""
                update ingestion.job_lease
                set holder = 'other', fence = fence + 1, until = clock_timestamp() + interval '2 seconds'
                where job = 'sync:nyc_parks'""");

        goOn.countDown();
        Thread.sleep(1500);

        assertEquals(0, Database.count("select count(*) from ingestion.listings"));
        assertEquals(
                0, Database.count("select count(*) from ingestion.outbox where key = $1", "nyc_parks:" + ids.get(0)));
        assertEquals(1, Database.count("select count(*) from ingestion.sync_runs where state = 'running'"));
        assertFalse(portal.requests().isEmpty());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Database.count(
                                "select count(*) from ingestion.job_lease where job = 'sync:nyc_parks' and until < now()")
                        == 1);
        assertEquals("ok", sync().getString("state"));
        assertEquals(3, told(ids).size());
    }

    @Test
    @DisplayName("A.12: the holder is killed and the source paused: nothing is running, and it says so")
    void a_run_of_a_killed_replica_is_given_up_even_when_nobody_begins_another() {
        Database.sql("""
                insert into ingestion.job_lease (job, holder, until, fence)
                values ('sync:nyc_parks', 'killed', clock_timestamp() + interval '1 hour', 7)
                on conflict (job) do update set holder = excluded.holder, until = excluded.until, fence = excluded.fence""");
        Database.sql(
                "insert into ingestion.sync_runs (id, source_id) select $1, id from ingestion.sources", Ids.next());
        Database.sql("update ingestion.sources set sync_status = 'running', is_active = false");

        schedule.beginDueRuns().await().atMost(PATIENCE);
        var whileAlive = statusOfSource();
        leaseRunsOut("sync:nyc_parks");
        schedule.beginDueRuns().await().atMost(PATIENCE);

        assertEquals("running", whileAlive);
        assertEquals("paused", statusOfSource());
        assertEquals(1, Database.count("select count(*) from ingestion.sync_runs where state = 'failed'"));
    }

    private static String statusOfSource() {
        return Database.sql("select sync_status from ingestion.sources")
                .getFirst()
                .getString(0);
    }

    /** What time does, without waiting for it. */
    private static void leaseRunsOut(String job) {
        Database.sql("update ingestion.job_lease set until = clock_timestamp() where job = $1", job);
    }

    private Uni<Optional<Lease>> take(String job, String holder, Duration length) {
        return transactions.sqlAsWorker(transaction -> leases.take(transaction, job, holder, length));
    }

    private Uni<Void> hold(Lease lease) {
        return transactions.sqlAsWorker(transaction -> leases.hold(transaction, lease));
    }
}
