package app.godo.ingestion.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * One run over a Source; its figures grow while it is on its way.
 *
 * @param source the Source's name
 * @param state {@code running|ok|partial|failed}
 * @param finishedAt null while it runs
 * @param duration ISO 8601, null while it runs
 * @param replayOf the run whose payloads it reads once more; null when it asks the Source
 * @param requests how many requests it has made
 * @param fetched rows read
 * @param merged rows that say once more what this run has already read
 * @param quarantined rows set aside for a person to look at
 * @param passedOver rows left out on purpose, e.g. what is not for the public
 * @param vanished upcoming Listings that the feed no longer had
 * @param doubted upcoming Listings that were missing at once and not taken as gone; an admin's word does that, or the third full
 *     run in a row that misses just the same
 * @param acceptedBy the admin by whose word they are taken as gone; null when nobody said so
 * @param acceptedAt when they said so; null when nobody did
 * @param warnings what a person should look at although it could be read
 * @param error null when there was none
 */
record RunView(
        UUID id,
        String source,
        String state,
        Instant startedAt,
        Instant finishedAt,
        Duration duration,
        UUID replayOf,
        int requests,
        int fetched,
        @JsonProperty("new") int added,
        int changed,
        int unchanged,
        int merged,
        int quarantined,
        int passedOver,
        int vanished,
        int doubted,
        UUID acceptedBy,
        Instant acceptedAt,
        List<String> warnings,
        String error) {

    /** What {@link #of} reads, of a run called {@code run}. */
    static final String COLUMNS = """
            run.id as run_id, run.state as run_state, run.started_at as run_started_at,
            run.finished_at as run_finished_at, run.replay_of as run_replay_of, run.requests as run_requests,
            run.fetched as run_fetched, run.added as run_added, run.changed as run_changed,
            run.unchanged as run_unchanged, run.merged as run_merged, run.quarantined as run_quarantined,
            run.passed_over as run_passed_over, run.vanished as run_vanished, run.doubted as run_doubted,
            run.accepted_by as run_accepted_by, run.accepted_at as run_accepted_at, run.warnings as run_warnings,
            run.error as run_error""";

    /** A row of {@code sync_runs}, its columns prefixed {@code run_}, beside {@code source_name}. */
    static RunView of(Row row) {
        var startedAt = instant(row.getOffsetDateTime("run_started_at"));
        var finishedAt = instant(row.getOffsetDateTime("run_finished_at"));
        return new RunView(
                row.getUUID("run_id"),
                row.getString("source_name"),
                row.getString("run_state"),
                startedAt,
                finishedAt,
                finishedAt == null ? null : Duration.between(startedAt, finishedAt),
                row.getUUID("run_replay_of"),
                row.getInteger("run_requests"),
                row.getInteger("run_fetched"),
                row.getInteger("run_added"),
                row.getInteger("run_changed"),
                row.getInteger("run_unchanged"),
                row.getInteger("run_merged"),
                row.getInteger("run_quarantined"),
                row.getInteger("run_passed_over"),
                row.getInteger("run_vanished"),
                row.getInteger("run_doubted") == null ? 0 : row.getInteger("run_doubted"),
                row.getUUID("run_accepted_by"),
                instant(row.getOffsetDateTime("run_accepted_at")),
                Arrays.asList(row.getArrayOfStrings("run_warnings")),
                row.getString("run_error"));
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
