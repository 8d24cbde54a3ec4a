package app.godo.ingestion.syncing;

import app.godo.wire.problem.NotFound;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The rows that say how each Source's runs went. */
@ApplicationScoped
class Runs {

    /** With the lease taken, a run that is still on its way belongs to a holder that is no more. */
    private static final String GIVE_UP_DEAD = """
            update sync_runs set state = 'failed', finished_at = $2, error = 'The replica that ran it was lost.'
            where state = 'running' and source_id = $1""";

    /**
     * The same for every Source, also one that nobody begins again because it was paused since. Should the holder only have been
     * slow, its own end has the last word.
     */
    private static final String GIVE_UP_ALL_DEAD = """
            with dead as (
                update sync_runs set state = 'failed', finished_at = $1, error = 'The replica that ran it was lost.'
                from sources
                where sync_runs.state = 'running' and sources.id = sync_runs.source_id and not exists (
                    select from job_lease where job = 'sync:' || sources.source_name and until > clock_timestamp())
                returning sync_runs.source_id, sync_runs.error)
            update sources set
                sync_status = case when is_active then 'failed' else 'paused' end, last_error = dead.error
            from dead where sources.id = dead.source_id""";

    private static final String BEGIN = """
            with source as (
                update sources set sync_status = 'running'
                where id = $2 and licence_ended_at is null and (not $4 or next_sync <= $3) returning id)
            insert into sync_runs (id, source_id, started_at, replay_of) select $1, source.id, $3, $5 from source""";

    /** The last that asked the Source: it has a cursor when it was cut short from outside. */
    private static final String LAST = """
            select cursor, finished_at from sync_runs
            where source_id = $1 and replay_of is null order by started_at desc limit 1""";

    /** A replay is replayed as the run that it was one of; of no use is one that is on its way, or read nothing. */
    private static final String REPLAYED = """
            select run.id, run.started_at, count(linked.payload_id) as payloads, max(linked.position) as last
            from sync_runs as asked
            join sync_runs as run on run.id = coalesce(asked.replay_of, asked.id)
            left join run_payloads as linked on linked.run_id = run.id
            where asked.id = $1 and run.state <> 'running'
            group by run.id""";

    private static final String SOURCE_OF = """
            select source_id from sync_runs where id = $1""";

    private static final String COUNT = """
            update sync_runs set fetched = fetched + $2, added = added + $3, changed = changed + $4,
                unchanged = unchanged + $5, merged = merged + $6, quarantined = quarantined + $7,
                passed_over = passed_over + $8, requests = $9, warnings = cast($10 as text[]), cursor = $11
            where id = $1""";

    /**
     * A little sooner or later each time, so that Sources with one frequency drift apart; sooner after a failure, and when there
     * is more to be had than at once. A replay says nothing of the Source.
     */
    private static final String FINISH = """
            with ending as (
                select cast($2 as text) as state, cast($3 as timestamptz) as at, cast($4 as text) as error,
                    cast($6 as timestamptz) as until
            ), run as (
                update sync_runs set state = ending.state, finished_at = ending.at, error = ending.error, vanished = $5,
                    requests = $7, warnings = cast($8 as text[]), cursor = $9
                from ending where id = $1
                returning source_id, replay_of is not null as is_replay)
            update sources set
                last_sync = case when is_replay then last_sync else ending.at end,
                next_sync = case
                    when is_replay then next_sync
                    when ending.until is not null then ending.until + random() * interval '1 minute'
                    else ending.at + (0.975 + 0.05 * random()) * case
                        when ending.state = 'failed' then least(sync_frequency, interval '15 minutes')
                        else sync_frequency end end,
                sync_status = case when is_active then ending.state else 'paused' end,
                last_error = ending.error
            from run, ending where sources.id = run.source_id""";

    private static final String FORGET_OLD = """
            delete from quarantine where source = $1 and last_seen < now() - interval '30 days'""";

    private static final String LAST_SUCCESSES = """
            select job, last_success from job_lease where last_success is not null""";

    private final ObjectMapper mapper;

    Runs(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Begins a run; false when there is no row of this Source, or none that is due when only that is asked for. */
    Uni<Boolean> begin(SqlConnection transaction, Run run, boolean onlyIfDue) {
        return transaction
                .preparedQuery(GIVE_UP_DEAD)
                .execute(Tuple.of(run.source.id(), run.startedAt.atOffset(ZoneOffset.UTC)))
                .chain(() -> transaction
                        .preparedQuery(BEGIN)
                        .execute(Tuple.of(
                                run.id,
                                run.source.id(),
                                run.startedAt.atOffset(ZoneOffset.UTC),
                                onlyIfDue,
                                run.replayed == null ? null : run.replayed.id())))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Where the last run was cut short, if that was after the given moment. */
    Uni<Optional<Cursor>> resumable(SqlConnection transaction, UUID source, Instant after) {
        return transaction.preparedQuery(LAST).execute(Tuple.of(source)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .filter(row -> row.getString("cursor") != null
                        && (row.getOffsetDateTime("finished_at") == null
                                || row.getOffsetDateTime("finished_at")
                                        .toInstant()
                                        .isAfter(after)))
                .map(row -> cursor(row.getString("cursor")))
                .findFirst());
    }

    /** Whose run it is; {@link NotFound} when there is none. */
    Uni<UUID> sourceOf(SqlConnection transaction, UUID run) {
        return transaction.preparedQuery(SOURCE_OF).execute(Tuple.of(run)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> row.getUUID("source_id"))
                .findFirst()
                .orElseThrow(() -> new NotFound("run")));
    }

    /** A run to be read once more; {@link PayloadsGone} when not all is kept of what it read. */
    Uni<Run.Replayed> replayed(SqlConnection transaction, UUID run) {
        return transaction.preparedQuery(REPLAYED).execute(Tuple.of(run)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .filter(row -> row.getLong("payloads") > 0 && row.getLong("payloads") == row.getInteger("last") + 1)
                .map(row -> new Run.Replayed(
                        row.getUUID("id"), row.getOffsetDateTime("started_at").toInstant(), row.getInteger("last") + 1))
                .findFirst()
                .orElseThrow(PayloadsGone::new));
    }

    /** Ends the runs of replicas that are no more. */
    Uni<Void> giveUpDead(SqlConnection transaction, Instant now) {
        return transaction
                .preparedQuery(GIVE_UP_ALL_DEAD)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> count(SqlConnection transaction, Run run, Counts counts) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.from(Arrays.asList(
                        run.id,
                        counts.fetched(),
                        counts.added(),
                        counts.changed(),
                        counts.unchanged(),
                        counts.merged(),
                        counts.quarantined(),
                        counts.passedOver(),
                        run.requests(),
                        run.warnings().toArray(String[]::new),
                        text(run.cursor()))))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlConnection transaction, Run run, Outcome outcome, Instant finishedAt) {
        return transaction
                .preparedQuery(FINISH)
                .execute(Tuple.from(Arrays.asList(
                        run.id,
                        outcome.state(),
                        finishedAt.atOffset(ZoneOffset.UTC),
                        outcome.error(),
                        outcome.vanished(),
                        outcome.until() == null ? null : outcome.until().atOffset(ZoneOffset.UTC),
                        run.requests(),
                        run.warnings().toArray(String[]::new),
                        outcome.until() == null ? null : text(run.cursor()))))
                .chain(() -> transaction.preparedQuery(FORGET_OLD).execute(Tuple.of(run.source.name())))
                .replaceWithVoid();
    }

    /** When each job last went well, by job. */
    Uni<List<LastSuccess>> lastSuccesses(SqlConnection transaction) {
        return transaction.query(LAST_SUCCESSES).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new LastSuccess(
                        row.getString("job"),
                        row.getOffsetDateTime("last_success").toInstant()))
                .toList());
    }

    record LastSuccess(String job, Instant at) {}

    /**
     * Rows of a batch by what became of them: those fetched are the sum of the others.
     *
     * @param merged rows that say once more what the run has already read
     * @param passedOver rows left out on purpose
     */
    record Counts(int fetched, int added, int changed, int unchanged, int merged, int quarantined, int passedOver) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * How a run ended.
     *
     * @param state {@code ok|partial|failed}
     * @param error null when nothing was wrong
     * @param until when the rest can be had, null when there is none or it cannot
     */
    record Outcome(String state, String error, int vanished, Instant until) {

        static Outcome ok(int vanished) {
            return new Outcome("ok", null, vanished, null);
        }

        static Outcome partial(String error, int vanished) {
            return new Outcome("partial", error, vanished, null);
        }

        static Outcome failed(String error) {
            return new Outcome("failed", error, 0, null);
        }
    }

    private Cursor cursor(String json) {
        try {
            return mapper.readValue(json, Cursor.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(Cursor cursor) {
        try {
            return cursor == null ? null : mapper.writeValueAsString(cursor);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
