package app.godo.social.chat;

import app.godo.social.standing.Allowances;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A member says that something is wrong with a message, and who runs the group reads it. Who said so is told to nobody. */
@ApplicationScoped
class Reports {

    /** Each has one report of a message; another one takes its place. */
    private static final String REPORT = """
            insert into message_reports (group_id, message_id, user_id, reason, note) values ($1, $2, $3, $4, $5)
            on conflict (group_id, message_id, user_id) do update set reason = excluded.reason, note = excluded.note
            returning old.created_at is null as is_new""";

    /** What was reported first stands first. */
    static final String OPEN = """
            select m.*, r.reasons, r.reports, r.first_at
              from social.reported($1) as r
              join group_messages as m on m.group_id = $1 and m.id = r.message_id
             where $2::timestamptz is null or (r.first_at, r.message_id) > ($2, $3::uuid)
             order by r.first_at, r.message_id
             limit $4""";

    private final Transactions transactions;
    private final Standings standings;
    private final Messages messages;
    private final Allowances allowances;
    private final Outbox outbox;
    private final Cursors cursors;
    private final Clock clock;

    Reports(
            Transactions transactions,
            Standings standings,
            Messages messages,
            Allowances allowances,
            Outbox outbox,
            Cursors cursors,
            Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.messages = messages;
        this.allowances = allowances;
        this.outbox = outbox;
        this.cursors = cursors;
        this.clock = clock;
    }

    Uni<Void> report(UUID caller, UUID group, UUID id, MessageReportRequest request) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> messages.one(transaction, group, id))
                .invoke(found ->
                        Refusal.when(found.isEmpty() || found.get().deletedAt() != null, () -> new NotFound("message")))
                .chain(() -> keep(transaction, caller, group, id, request))
                .chain(isNew -> isNew
                        ? first(transaction, caller, group, id)
                        : Uni.createFrom().voidItem()));
    }

    Uni<Page<ReportedView>> open(UUID caller, UUID group, int limit, String cursor) {
        var question = "reports in %s for %s".formatted(group, caller);
        var after = cursors.place(question, cursor);
        var parameters = Tuple.of(group, after.at(), after.id(), limit + 1);
        return transactions
                .sqlAsCaller(caller, transaction -> standings
                        .ofMember(transaction, caller, group)
                        .invoke(standing ->
                                Refusal.when(!standing.runsIt(), () -> NotAllowed.role("admins and moderators")))
                        .chain(() -> transaction.preparedQuery(OPEN).execute(parameters)))
                .map(rows -> Rows.all(rows, Reports::reported))
                .map(items -> Page.of(
                        items,
                        limit,
                        last -> cursors.encode(
                                question, last.firstAt(), last.message().id())));
    }

    private static ReportedView reported(Row row) {
        return new ReportedView(
                MessageView.of(row),
                List.of(row.getArrayOfStrings("reasons")),
                row.getInteger("reports"),
                Rows.instant(row, "first_at"));
    }

    private static Uni<Boolean> keep(
            SqlConnection transaction, UUID caller, UUID group, UUID id, MessageReportRequest request) {
        return transaction
                .preparedQuery(REPORT)
                .execute(Tuple.of(group, id, caller, request.reason().word(), request.note()))
                .map(rows -> rows.iterator().next().getBoolean("is_new"));
    }

    private Uni<Void> first(SqlConnection transaction, UUID caller, UUID group, UUID id) {
        return allowances
                .take(transaction, caller, Allowances.Kind.REPORT)
                .chain(() -> outbox.append(
                        transaction, List.of(new GroupFact.MessageReported(Ids.next(), clock.instant(), group, id))));
    }
}
