package app.godo.social.chat;

import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Its author says something else in a message; its author, or who runs the group, takes it away. */
@ApplicationScoped
class ChangeMessage {

    private static final String EDIT = """
            update group_messages set body = $3, edited_at = now()
             where group_id = $1 and id = $2 and deleted_at is null and body <> $3""";

    private static final String DELETE = """
            update group_messages set body = '', deleted_at = now()
             where group_id = $1 and id = $2 and deleted_at is null""";

    private final Transactions transactions;
    private final Standings standings;
    private final Messages messages;
    private final Outbox outbox;
    private final Clock clock;

    ChangeMessage(Transactions transactions, Standings standings, Messages messages, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.messages = messages;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<MessageView> edit(UUID caller, UUID group, UUID id, String body) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> message(transaction, group, id))
                .invoke(message -> {
                    Refusal.when(!message.authorId().equals(caller), NotYours::new);
                    Refusal.when(message.deletedAt() != null, () -> new NotFound("message"));
                })
                .call(message -> change(
                        transaction,
                        EDIT,
                        Tuple.of(group, id, body),
                        new GroupFact.MessageEdited(Ids.next(), clock.instant(), group, id, message.seq(), caller)))
                .chain(() -> message(transaction, group, id)));
    }

    Uni<Void> delete(UUID caller, UUID group, UUID id) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(standing -> message(transaction, group, id)
                        .invoke(message -> Refusal.when(
                                !message.authorId().equals(caller) && !standing.runsIt(),
                                () -> NotAllowed.role("its author, admins and moderators"))))
                .chain(message -> change(
                        transaction,
                        DELETE,
                        Tuple.of(group, id),
                        new GroupFact.MessageDeleted(
                                Ids.next(), clock.instant(), group, id, message.seq(), message.authorId(), caller))));
    }

    private Uni<MessageView> message(SqlConnection transaction, UUID group, UUID id) {
        return messages.one(transaction, group, id).map(found -> found.orElseThrow(() -> new NotFound("message")));
    }

    private Uni<Void> change(SqlConnection transaction, String statement, Tuple parameters, GroupFact fact) {
        return transaction
                .preparedQuery(statement)
                .execute(parameters)
                .map(rows -> rows.rowCount() == 0 ? List.<GroupFact>of() : List.of(fact))
                .chain(facts -> outbox.append(transaction, facts));
    }

    /** What somebody said is theirs to change. */
    static final class NotYours extends Refusal {
        NotYours() {
            super(Kind.FORBIDDEN, "not-yours", "Only its author changes a message.");
        }
    }
}
