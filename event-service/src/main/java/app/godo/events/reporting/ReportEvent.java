package app.godo.events.reporting;

import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A person reports an Event that they see. Each has one report of it: another one takes its place, and the same changes nothing. */
@ApplicationScoped
class ReportEvent {

    /** What was settled is reported anew only by saying something else. */
    private static final String REPORT = """
            with said as (
                insert into reports as known (event_id, user_id, reason, note)
                select card.id, $1, $3, $4 from event_cards as card where card.id = (select events.surviving($2))
                    on conflict (event_id, user_id) do update
                   set reason = excluded.reason, note = excluded.note,
                       created_at = case when (known.reason, known.note) is distinct from (excluded.reason, excluded.note)
                                         then now() else known.created_at end,
                       resolved_at = case when (known.reason, known.note) is distinct from (excluded.reason, excluded.note)
                                          then null else known.resolved_at end
                returning event_id, reason, note, created_at)
            select * from said""";

    private final Transactions transactions;

    ReportEvent(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<ReportView> handle(UUID caller, UUID event, ReportRequest request) {
        return transactions
                .statementAsCaller(
                        caller, REPORT, Tuple.of(caller, event, request.reason().word(), request.note()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFound("event");
                    }
                    var row = rows.iterator().next();
                    return new ReportView(
                            row.getUUID("event_id"),
                            row.getString("reason"),
                            row.getString("note"),
                            row.getOffsetDateTime("created_at").toInstant());
                });
    }
}
