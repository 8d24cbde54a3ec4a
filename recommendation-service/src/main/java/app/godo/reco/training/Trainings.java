package app.godo.reco.training;

import app.godo.wire.problem.NotFound;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who trains, and how it went. Of all replicas one holds the lease, in the database's time; whoever lost it is told by the fence.
 */
@ApplicationScoped
class Trainings {

    /** From each sign of life. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final String JOB = "train-deck-model";

    private static final String TAKE = """
            insert into reco.job_lease as lease (job, holder, until, fence)
            values ($1, $2, clock_timestamp() + make_interval(secs => $3), 1)
            on conflict (job) do update
                set holder = excluded.holder, until = excluded.until, fence = lease.fence + 1
                where lease.until <= clock_timestamp()
                  and (lease.last_success is null or lease.last_success <= clock_timestamp() - make_interval(secs => $4))
            returning fence""";

    private static final String GIVE_UP = """
            update reco.trainings set state = 'failed', detail = 'It broke off.', finished_at = now()
             where state = 'running'""";

    private static final String BEGIN = "insert into reco.trainings (id, fence) values ($1, $2)";

    private static final String HOLD = """
            update reco.job_lease set until = clock_timestamp() + make_interval(secs => $3)
             where job = $1 and fence = $2 and until > clock_timestamp()""";

    /** Nobody's from here on. */
    private static final String GIVE_BACK = """
            update reco.job_lease set until = clock_timestamp(), holder = '',
                last_success = case when $3 then clock_timestamp() else last_success end,
                last_duration = case when $3 then clock_timestamp() - (
                    select started_at from reco.trainings where fence = $2) else last_duration end
             where job = $1 and fence = $2 and until > clock_timestamp()""";

    private static final String FINISH = """
            update reco.trainings set state = $2, detail = $3, model_version = $4, finished_at = now() where id = $1""";

    private static final String ONE = """
            select t.id, t.detail, t.model_version, t.started_at, t.finished_at,
                   case when t.state = 'running' and not exists (
                            select from reco.job_lease as lease
                             where lease.job = $2 and lease.fence = t.fence and lease.until > clock_timestamp())
                        then 'failed' else t.state end as state
              from reco.trainings as t where t.id = $1""";

    /** A training of this replica. */
    record Training(UUID id, long fence) {}

    /**
     * Begins one unless some replica is at it.
     *
     * @param rest how long ago the last must have ended well
     */
    Uni<Optional<Training>> begin(SqlConnection transaction, String replica, Duration rest) {
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(JOB, replica, seconds(LEASE), seconds(rest)))
                .chain(taken -> taken.rowCount() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : begin(
                                        transaction,
                                        new Training(
                                                Ids.next(),
                                                taken.iterator().next().getLong("fence")))
                                .map(Optional::of));
    }

    private static Uni<Training> begin(SqlConnection transaction, Training training) {
        return transaction
                .query(GIVE_UP)
                .execute()
                .chain(() -> transaction.preparedQuery(BEGIN).execute(Tuple.of(training.id(), training.fence())))
                .replaceWith(training);
    }

    /** A sign of life; fails with {@link TrainingLost} when it comes too late. */
    Uni<Void> hold(SqlConnection transaction, Training training) {
        return transaction
                .preparedQuery(HOLD)
                .execute(Tuple.of(JOB, training.fence(), seconds(LEASE)))
                .invoke(rows -> mustBeOne(rows, training))
                .replaceWithVoid();
    }

    /** Ends it and says how it went; fails with {@link TrainingLost} when it was over already. */
    Uni<Void> finish(SqlConnection transaction, Training training, Outcome outcome, Long version) {
        return transaction
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(JOB, training.fence(), outcome.state() != Outcome.State.FAILED))
                .invoke(rows -> mustBeOne(rows, training))
                .chain(() -> transaction
                        .preparedQuery(FINISH)
                        .execute(Tuple.of(training.id(), outcome.state().word(), outcome.detail(), version)))
                .replaceWithVoid();
    }

    /** How one goes or went. */
    Uni<TrainingView> one(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(ONE).execute(Tuple.of(id, JOB)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new NotFound("training");
            }
            return view(rows.iterator().next());
        });
    }

    private static TrainingView view(Row row) {
        return new TrainingView(
                row.getUUID("id"),
                row.getString("state"),
                row.getString("detail"),
                row.getLong("model_version"),
                instant(row.getOffsetDateTime("started_at")),
                instant(row.getOffsetDateTime("finished_at")));
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static void mustBeOne(RowSet<Row> rows, Training training) {
        if (rows.rowCount() != 1) {
            throw new TrainingLost(training);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
