package app.godo.ingestion.admin;

import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** The Sources and their runs as rows. */
@ApplicationScoped
class KnownSources {

    private static final String RUN_COLUMNS = """
            run.id as run_id, run.state as run_state, run.started_at as run_started_at,
            run.finished_at as run_finished_at, run.fetched as run_fetched, run.added as run_added,
            run.changed as run_changed, run.unchanged as run_unchanged, run.merged as run_merged,
            run.quarantined as run_quarantined, run.vanished as run_vanished, run.error as run_error""";

    private static final String SOURCES = """
            select s.source_name, s.is_active, s.sync_status, s.last_sync, s.next_sync, s.last_error,
                cast(extract(epoch from s.sync_frequency) as bigint) as frequency_seconds, %s
            from sources s
            left join lateral (
                select * from sync_runs where source_id = s.id order by started_at desc limit 1) run on true
            where cast($1 as text) is null or s.source_name = $1
            order by s.source_name""".formatted(RUN_COLUMNS);

    private static final String RUN = """
            select s.source_name, %s
            from sync_runs run join sources s on s.id = run.source_id
            where run.id = $1 and s.source_name = $2""".formatted(RUN_COLUMNS);

    /** A run on its way keeps its status; its end looks whether the Source is paused. */
    private static final String ACTIVATE = """
            update sources set is_active = $2, sync_status = case
                when sync_status = 'running' then 'running'
                when not $2 then 'paused'
                when is_active then sync_status
                else 'pending' end
            where source_name = $1""";

    private final Transactions transactions;
    private final SyncSource syncSource;

    KnownSources(Transactions transactions, SyncSource syncSource) {
        this.transactions = transactions;
        this.syncSource = syncSource;
    }

    Uni<List<SourceView>> all() {
        return transactions
                .sqlAsWorker(transaction -> transaction.preparedQuery(SOURCES).execute(Tuple.of((String) null)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    Uni<RunView> run(String source, UUID id) {
        return transactions
                .sqlAsWorker(transaction -> transaction.preparedQuery(RUN).execute(Tuple.of(id, source)))
                .map(rows -> RunView.of(only(rows, "run")));
    }

    Uni<SourceView> activate(String name, boolean active) {
        return transactions
                .sqlAsWorker(transaction -> transaction
                        .preparedQuery(ACTIVATE)
                        .execute(Tuple.of(name, active))
                        .chain(() -> transaction.preparedQuery(SOURCES).execute(Tuple.of(name))))
                .map(rows -> view(only(rows, "source")));
    }

    private static Row only(RowSet<Row> rows, String what) {
        if (rows.rowCount() == 0) {
            throw new NotFound(what);
        }
        return rows.iterator().next();
    }

    private SourceView view(Row row) {
        var name = row.getString("source_name");
        return new SourceView(
                name,
                row.getBoolean("is_active"),
                syncSource.canRead(name),
                row.getString("sync_status"),
                RunView.instant(row.getOffsetDateTime("last_sync")),
                RunView.instant(row.getOffsetDateTime("next_sync")),
                Duration.ofSeconds(row.getLong("frequency_seconds")),
                row.getString("last_error"),
                row.getUUID("run_id") == null ? null : RunView.of(row));
    }
}
