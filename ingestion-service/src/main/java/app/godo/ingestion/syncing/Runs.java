package app.godo.ingestion.syncing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The rows that say how each Source's runs went. */
@ApplicationScoped
class Runs {

    /** With the lease taken, a run that is still on its way belongs to a holder that is no more. */
    private static final String GIVE_UP_DEAD = """
            update sync_runs set state = 'failed', finished_at = $2, error = 'The replica that ran it was lost.'
            where state = 'running' and source_id = (select id from sources where source_name = $1)""";

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
                where source_name = $2 and (not $4 or next_sync <= $3) returning id)
            insert into sync_runs (id, source_id, started_at) select $1, source.id, $3 from source""";

    private static final String COUNT = """
            update sync_runs set fetched = fetched + $2, added = added + $3, changed = changed + $4,
                unchanged = unchanged + $5, merged = merged + $6, quarantined = quarantined + $7
            where id = $1""";

    /** A little sooner or later each time, so that Sources with one frequency drift apart; sooner after a failure. */
    private static final String FINISH = """
            with ending as (
                select cast($2 as text) as state, cast($3 as timestamptz) as at, cast($4 as text) as error
            ), run as (
                update sync_runs set state = ending.state, finished_at = ending.at, error = ending.error, vanished = $5
                from ending where id = $1
                returning source_id)
            update sources set
                last_sync = ending.at,
                next_sync = ending.at + (0.975 + 0.05 * random()) * case
                    when ending.state = 'failed' then least(sync_frequency, interval '15 minutes')
                    else sync_frequency end,
                sync_status = case when is_active then ending.state else 'paused' end,
                last_error = ending.error
            from run, ending where sources.id = run.source_id""";

    private static final String FORGET_OLD = """
            delete from quarantine where source = $1 and last_seen < now() - interval '30 days'""";

    private static final String DUE = """
            select source_name from sources where is_active and next_sync <= $1 order by next_sync""";

    private static final String LAST_SUCCESSES = """
            select job, last_success from job_lease where last_success is not null""";

    /** Begins a run; false when there is no row of this Source, or none that is due when only that is asked for. */
    Uni<Boolean> begin(SqlConnection transaction, Run run, boolean onlyIfDue) {
        return transaction
                .preparedQuery(GIVE_UP_DEAD)
                .execute(Tuple.of(run.source.name(), run.startedAt.atOffset(ZoneOffset.UTC)))
                .chain(() -> transaction
                        .preparedQuery(BEGIN)
                        .execute(
                                Tuple.of(run.id, run.source.name(), run.startedAt.atOffset(ZoneOffset.UTC), onlyIfDue)))
                .map(rows -> rows.rowCount() == 1);
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
                .execute(Tuple.from(List.of(
                        run.id,
                        counts.fetched(),
                        counts.added(),
                        counts.changed(),
                        counts.unchanged(),
                        counts.merged(),
                        counts.quarantined())))
                .replaceWithVoid();
    }

    Uni<Void> finish(SqlConnection transaction, Run run, Outcome outcome, Instant finishedAt) {
        return transaction
                .preparedQuery(FINISH)
                .execute(Tuple.of(
                        run.id,
                        outcome.state(),
                        finishedAt.atOffset(ZoneOffset.UTC),
                        outcome.error(),
                        outcome.vanished()))
                .chain(() -> transaction.preparedQuery(FORGET_OLD).execute(Tuple.of(run.source.name())))
                .replaceWithVoid();
    }

    Uni<List<String>> due(SqlConnection transaction, Instant now) {
        return transaction
                .preparedQuery(DUE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("source_name"))
                        .toList());
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
     */
    record Counts(int fetched, int added, int changed, int unchanged, int merged, int quarantined) {}

    /**
     * How a run ended.
     *
     * @param state {@code ok|partial|failed}
     * @param error null when nothing was wrong
     */
    record Outcome(String state, String error, int vanished) {}
}
