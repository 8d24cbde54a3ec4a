package app.godo.ingestion.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * One run over a Source; its figures grow while it is on its way.
 *
 * @param state {@code running|ok|partial|failed}
 * @param finishedAt null while it runs
 * @param duration ISO 8601, null while it runs
 * @param fetched rows read
 * @param merged rows that say once more what this run has already read
 * @param quarantined rows set aside for a person to look at
 * @param vanished upcoming Listings that the feed no longer had
 * @param error null when there was none
 */
record RunView(
        UUID id,
        String source,
        String state,
        Instant startedAt,
        Instant finishedAt,
        Duration duration,
        int fetched,
        @JsonProperty("new") int added,
        int changed,
        int unchanged,
        int merged,
        int quarantined,
        int vanished,
        String error) {

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
                row.getInteger("run_fetched"),
                row.getInteger("run_added"),
                row.getInteger("run_changed"),
                row.getInteger("run_unchanged"),
                row.getInteger("run_merged"),
                row.getInteger("run_quarantined"),
                row.getInteger("run_vanished"),
                row.getString("run_error"));
    }

    static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
