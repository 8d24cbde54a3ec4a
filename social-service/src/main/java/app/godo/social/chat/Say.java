package app.godo.social.chat;

import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A member says something. What is said again under its {@code client_msg_id} is the message that it was at first. */
@ApplicationScoped
class Say {

    private static final String BEFORE = "select " + MessageView.COLUMNS
            + " from group_messages where group_id = $1 and author = $2 and client_msg_id = $3";

    /** Numbered by the database; who says the same twice at once waits here for themselves. */
    private static final String SAY = """
            insert into group_messages (id, group_id, author, client_msg_id, body, reply_to)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (group_id, author, client_msg_id) do nothing
            returning %s""".formatted(MessageView.COLUMNS);

    private final Transactions transactions;
    private final Standings standings;
    private final Messages messages;
    private final Outbox outbox;
    private final Clock clock;

    Say(Transactions transactions, Standings standings, Messages messages, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.messages = messages;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * The message of the request.
     *
     * @param changed false when it was there before
     */
    record Said(MessageView view, boolean changed) {}

    Uni<Said> handle(UUID caller, UUID group, MessageRequest request) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> before(transaction, caller, group, request.clientMsgId()))
                .chain(before -> before.map(known -> Uni.createFrom().item(new Said(known, false)))
                        .orElseGet(() -> say(transaction, caller, group, request))));
    }

    private Uni<Said> say(SqlConnection transaction, UUID caller, UUID group, MessageRequest request) {
        var id = Ids.next();
        return answered(transaction, group, request.replyTo())
                .chain(() -> transaction
                        .preparedQuery(SAY)
                        .execute(Tuple.of(id, group, caller, request.clientMsgId(), request.body(), request.replyTo())))
                .map(Rows::first)
                .chain(said -> said.map(MessageView::of)
                        .map(view -> tell(transaction, view).replaceWith(new Said(view, true)))
                        .orElseGet(() -> before(transaction, caller, group, request.clientMsgId())
                                .map(first -> new Said(first.orElseThrow(), false))));
    }

    private Uni<Void> answered(SqlConnection transaction, UUID group, UUID replyTo) {
        return replyTo == null
                ? Uni.createFrom().voidItem()
                : messages.one(transaction, group, replyTo)
                        .invoke(found -> Refusal.when(
                                found.isEmpty(),
                                () -> new InvalidField("/reply_to", "unknown", "There is no such message.")))
                        .replaceWithVoid();
    }

    private static Uni<Optional<MessageView>> before(
            SqlConnection transaction, UUID caller, UUID group, UUID clientMsgId) {
        return transaction
                .preparedQuery(BEFORE)
                .execute(Tuple.of(group, caller, clientMsgId))
                .map(Rows::first)
                .map(found -> found.map(MessageView::of));
    }

    private Uni<Void> tell(SqlConnection transaction, MessageView said) {
        return outbox.append(
                transaction,
                List.of(new GroupFact.MessagePosted(
                        Ids.next(), clock.instant(), said.groupId(), said.id(), said.seq(), said.authorId())));
    }
}
