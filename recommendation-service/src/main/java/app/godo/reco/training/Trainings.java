package app.godo.reco.training;

import app.godo.wire.leasing.Lease;
import app.godo.wire.leasing.LeaseLost;
import app.godo.wire.leasing.Leases;
import app.godo.wire.problem.NotFound;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
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

    private static final String GIVE_UP = """
            update reco.trainings set state = 'failed', detail = 'It broke off.', finished_at = now()
             where state = 'running'""";

    private static final String BEGIN = "insert into reco.trainings (id, fence) values ($1, $2)";

    private static final String FINISH = """
            update reco.trainings set state = $2, detail = $3, model_version = $4, finished_at = now() where id = $1""";

    private static final String ONE = """
            select t.id, t.detail, t.model_version, t.started_at, t.finished_at,
                   case when t.state = 'running' and not exists (
                            select from reco.job_lease as lease
                             where lease.job = $2 and lease.fence = t.fence and lease.until > clock_timestamp())
                        then 'failed' else t.state end as state
              from reco.trainings as t where t.id = $1""";

    private final Leases leases;
    private final Clock clock;

    Trainings(Leases leases, Clock clock) {
        this.leases = leases;
        this.clock = clock;
    }

    /** A training of this replica. */
    record Training(UUID id, Lease lease, Instant startedAt) {}

    /**
     * Begins one unless some replica is at it.
     *
     * @param rest how long ago the last must have ended well
     */
    Uni<Optional<Training>> begin(SqlConnection transaction, String replica, Duration rest) {
        return leases.take(transaction, JOB, replica, LEASE, rest)
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : begin(transaction, new Training(Ids.next(), taken.orElseThrow(), clock.instant()))
                                .map(Optional::of));
    }

    private static Uni<Training> begin(SqlConnection transaction, Training training) {
        return transaction
                .query(GIVE_UP)
                .execute()
                .chain(() -> transaction
                        .preparedQuery(BEGIN)
                        .execute(Tuple.of(training.id(), training.lease().fence())))
                .replaceWith(training);
    }

    /** A sign of life; fails with {@link LeaseLost} when it comes too late. */
    Uni<Void> hold(SqlConnection transaction, Training training) {
        return leases.hold(transaction, training.lease());
    }

    /** Ends it and says how it went; fails with {@link LeaseLost} when another has begun since. */
    Uni<Void> finish(SqlConnection transaction, Training training, Outcome outcome, Long version) {
        return leases.giveBack(
                        transaction,
                        training.lease(),
                        outcome.state() != Outcome.State.FAILED,
                        Duration.between(training.startedAt(), clock.instant()))
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
}
