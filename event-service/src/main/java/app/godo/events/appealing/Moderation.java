package app.godo.events.appealing;

import app.godo.events.appealing.ModerationView.Appeal;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What became of an author's Event. To appeal again changes the words as long as nobody has decided. */
@ApplicationScoped
class Moderation {

    private static final String READ = """
            select e.moderation_status, decided.reason, decided.at, appeal.words, appeal.created_at, appeal.settled_at
              from events as e
              left join events.decision_on(e.id) as decided on true
              left join appeals as appeal on appeal.event_id = e.id
             where e.id = $1 and e.created_by_user_id = $2""";

    private static final String APPEAL = """
            insert into appeals as known (event_id, user_id, words)
            select id, $2, $3 from events where id = $1 and created_by_user_id = $2 and moderation_status = 'rejected'
                on conflict (event_id) do update set words = excluded.words where known.settled_at is null""";

    private final Transactions transactions;

    Moderation(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<ModerationView> of(UUID author, UUID event) {
        return transactions.sqlAsCaller(author, transaction -> read(transaction, author, event));
    }

    Uni<ModerationView> appeal(UUID author, UUID event, String words) {
        return transactions.sqlAsCaller(author, transaction -> transaction
                .preparedQuery(APPEAL)
                .execute(Tuple.of(event, author, words))
                .chain(heard -> read(transaction, author, event)
                        .invoke(moderation -> Refusal.when(heard.rowCount() == 0, () -> refused(moderation)))));
    }

    private static Refusal refused(ModerationView moderation) {
        return moderation.appeal() == null ? new NotRejected() : new AppealDecided();
    }

    private static Uni<ModerationView> read(SqlConnection transaction, UUID author, UUID event) {
        return transaction.preparedQuery(READ).execute(Tuple.of(event, author)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new NotFound("event");
            }
            var row = rows.iterator().next();
            return new ModerationView(
                    row.getString("moderation_status"),
                    row.getString("reason"),
                    instant(row, "at"),
                    row.getString("words") == null
                            ? null
                            : new Appeal(
                                    row.getString("words"), instant(row, "created_at"), instant(row, "settled_at")));
        });
    }

    private static Instant instant(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
