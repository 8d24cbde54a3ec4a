package app.godo.ingestion.admin;

import app.godo.ingestion.registry.SourceRows;
import app.godo.ingestion.syncing.SyncSource;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the Sources, their runs, and what is set aside. */
@ApplicationScoped
class SourcesQuery {

    private static final String SOURCES = """
            select %s, s.sync_status, s.last_sync, s.next_sync, s.last_error, %s
            from sources s
            left join lateral (
                select * from sync_runs where source_id = s.id order by started_at desc limit 1) run on true
            where ($1::uuid is null or s.id = $1) and ($2::text is null or s.source_name > $2)
            order by s.source_name limit $3""".formatted(SourceRows.COLUMNS, RunView.COLUMNS);

    private static final String RUN = """
            select s.source_name, %s
            from sync_runs run join sources s on s.id = run.source_id
            where run.id = $1""".formatted(RunView.COLUMNS);

    private static final String RUNS = """
            select s.source_name, %s
            from sources s
            left join lateral (
                select * from sync_runs
                where source_id = s.id and ($2::timestamptz is null or (started_at, id) < ($2, $3::uuid))
                order by started_at desc, id desc limit $4) run on true
            where s.id = $1""".formatted(RunView.COLUMNS);

    private static final String QUARANTINE = """
            select id, source, run_id, external_id, reason, raw::text as raw, first_seen, last_seen from quarantine
            where %s ($2::timestamptz is null or (last_seen, id) < ($2, $3::uuid))
            order by last_seen desc, id desc limit $4""";

    private static final String QUARANTINE_OF_ALL = QUARANTINE.formatted("$1::text is null and");
    private static final String QUARANTINE_OF_ONE = QUARANTINE.formatted("source = $1 and");

    private final Transactions transactions;
    private final SourceRows rows;
    private final SyncSource syncSource;
    private final Cursors cursors;
    private final ObjectMapper mapper;

    SourcesQuery(
            Transactions transactions, SourceRows rows, SyncSource syncSource, Cursors cursors, ObjectMapper mapper) {
        this.transactions = transactions;
        this.rows = rows;
        this.syncSource = syncSource;
        this.cursors = cursors;
        this.mapper = mapper;
    }

    Uni<Page<SourceView>> sources(int limit, String cursor) {
        var after = cursor == null ? null : cursors.decode("sources", cursor).getFirst();
        return all(SOURCES, Tuple.of(null, after, limit + 1), this::source)
                .map(found -> Page.of(found, limit, last -> cursors.encode("sources", last.name())));
    }

    Uni<SourceView> source(UUID id) {
        return all(SOURCES, Tuple.of(id, null, 1), this::source).map(found -> only(found, "source"));
    }

    Uni<RunView> run(UUID id) {
        return all(RUN, Tuple.of(id), RunView::of).map(found -> only(found, "run"));
    }

    /** Newest first. */
    Uni<Page<RunView>> runs(UUID source, int limit, String cursor) {
        var question = "runs of " + source;
        var after = cursors.place(question, cursor);
        return transactions
                .sqlAsWorker(
                        transaction -> query(transaction, RUNS, Tuple.of(source, after.at(), after.id(), limit + 1)))
                .map(found -> {
                    if (found.rowCount() == 0) {
                        throw new NotFound("source");
                    }
                    return list(found, Function.identity()).stream()
                            .filter(row -> row.getUUID("run_id") != null)
                            .map(RunView::of)
                            .toList();
                })
                .map(runs -> Page.of(runs, limit, last -> cursors.encode(question, last.startedAt(), last.id())));
    }

    /** Newest first; null for every Source's. */
    Uni<Page<QuarantinedView>> quarantine(String source, int limit, String cursor) {
        var question = "quarantine of " + source;
        var after = cursors.place(question, cursor);
        var statement = source == null ? QUARANTINE_OF_ALL : QUARANTINE_OF_ONE;
        return all(statement, Tuple.of(source, after.at(), after.id(), limit + 1), this::quarantined)
                .map(found -> Page.of(found, limit, last -> cursors.encode(question, last.lastSeen(), last.id())));
    }

    private <T> Uni<List<T>> all(String statement, Tuple values, Function<Row, T> view) {
        return transactions
                .sqlAsWorker(transaction -> query(transaction, statement, values))
                .map(found -> list(found, view));
    }

    private static Uni<RowSet<Row>> query(SqlConnection transaction, String statement, Tuple values) {
        return transaction.preparedQuery(statement).execute(values);
    }

    private static <T> List<T> list(RowSet<Row> found, Function<Row, T> view) {
        return StreamSupport.stream(found.spliterator(), false).map(view).toList();
    }

    private static <T> T only(List<T> found, String what) {
        if (found.isEmpty()) {
            throw new NotFound(what);
        }
        return found.getFirst();
    }

    private SourceView source(Row row) {
        var known = rows.known(row);
        var form = known.form();
        return new SourceView(
                known.source().id(),
                form.name(),
                form.kind(),
                form.urls(),
                form.zone(),
                form.floatingZone(),
                form.venue(),
                form.licence(),
                form.attribution(),
                form.showsProse(),
                form.keepsPayloads(),
                form.redistributable(),
                known.licenceEndedAt(),
                form.syncFrequency(),
                form.requestsPerHour(),
                form.requestsPerDay(),
                form.keyName(),
                form.settings(),
                form.isActive(),
                syncSource.canRead(known.source()),
                row.getString("sync_status"),
                RunView.instant(row.getOffsetDateTime("last_sync")),
                RunView.instant(row.getOffsetDateTime("next_sync")),
                row.getString("last_error"),
                row.getUUID("run_id") == null ? null : RunView.of(row));
    }

    private QuarantinedView quarantined(Row row) {
        return new QuarantinedView(
                row.getUUID("id"),
                row.getString("source"),
                row.getUUID("run_id"),
                row.getString("external_id"),
                row.getString("reason"),
                RunView.instant(row.getOffsetDateTime("first_seen")),
                RunView.instant(row.getOffsetDateTime("last_seen")),
                tree(row.getString("raw")));
    }

    private JsonNode tree(String json) {
        try {
            return json == null ? null : mapper.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
