package app.godo.wire.leasing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.Optional;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Leases on jobs, in the database's time, which is the same for all replicas. Every transaction of a job begins with
 * {@link #hold}: it locks the row, so that nobody can take the lease over between the proof and the commit.
 */
@ApplicationScoped
public class Leases {

    private static final String TAKE = """
            insert into job_lease (job, holder, until, fence)
            values ($1, $2, clock_timestamp() + make_interval(secs => $3), 1)
            on conflict (job) do update
                set holder = excluded.holder, until = excluded.until, fence = job_lease.fence + 1
                where job_lease.until <= clock_timestamp()
                  and (job_lease.last_success is null
                      or job_lease.last_success <= clock_timestamp() - make_interval(secs => $4))
            returning fence""";

    private static final String SEIZE = """
            insert into job_lease (job, holder, until, fence)
            values ($1, $2, clock_timestamp() + make_interval(secs => $3), 1)
            on conflict (job) do update
                set holder = excluded.holder, until = excluded.until, fence = job_lease.fence + 1
            returning fence""";

    private static final String HOLD = """
            update job_lease set until = clock_timestamp() + make_interval(secs => $4)
            where job = $1 and holder = $2 and fence = $3""";

    /** Nobody's from here on: a sign of life that was on its way when the run ended must not wake the lease again. */
    private static final String GIVE_BACK = """
            update job_lease set until = clock_timestamp(), holder = '',
                last_success = case when $4 then clock_timestamp() else last_success end,
                last_duration = case when $4 then make_interval(secs => $5) else last_duration end
            where job = $1 and holder = $2 and fence = $3""";

    /** Takes the lease if nobody holds it. Of any number who try at once, one succeeds. */
    public Uni<Optional<Lease>> take(SqlConnection transaction, String job, String holder, Duration length) {
        return take(transaction, job, holder, length, Duration.ZERO);
    }

    /**
     * The same, for a job that is done once in a while.
     *
     * @param rest how long ago it must have been done last
     */
    public Uni<Optional<Lease>> take(
            SqlConnection transaction, String job, String holder, Duration length, Duration rest) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(job, holder, seconds(length), seconds(rest)))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Lease(job, holder, rows.iterator().next().getLong("fence"), length)));
    }

    /** Takes the lease from whoever holds it: their next sign of life fails. */
    public Uni<Lease> seize(SqlConnection transaction, String job, String holder, Duration length) {
        return transaction
                .preparedQuery(SEIZE)
                .execute(Tuple.of(job, holder, seconds(length)))
                .map(rows -> new Lease(job, holder, rows.iterator().next().getLong("fence"), length));
    }

    /** Proves that the lease is still this holder's and prolongs it; fails with {@link LeaseLost} when it is not. */
    public Uni<Void> hold(SqlConnection transaction, Lease lease) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(lease.job(), lease.holder(), lease.fence(), seconds(lease.length())))
                .invoke(rows -> mustBeOne(rows.rowCount(), lease))
                .replaceWithVoid();
    }

    /** Ends the lease and remembers how it went. */
    public Uni<Void> giveBack(SqlConnection transaction, Lease lease, boolean success, Duration took) {
        return transaction
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(lease.job(), lease.holder(), lease.fence(), success, seconds(took)))
                .invoke(rows -> mustBeOne(rows.rowCount(), lease))
                .replaceWithVoid();
    }

    private static void mustBeOne(int rows, Lease lease) {
        if (rows != 1) {
            throw new LeaseLost(lease);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
