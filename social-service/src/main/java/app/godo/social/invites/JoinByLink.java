package app.godo.social.invites;

import app.godo.social.standing.Limits;
import app.godo.social.standing.Rows;
import app.godo.social.standing.Standing;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever has a link comes into its group; who is in it already uses nothing up. */
@ApplicationScoped
class JoinByLink {

    private static final String JOIN = "select group_id, is_new from social.join_by_link($1)";

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    JoinByLink(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<JoinedView> handle(UUID caller, String token) {
        return transactions.sqlAsCaller(caller, transaction -> transaction
                .preparedQuery(JOIN)
                .execute(Tuple.of(Buffer.buffer(Tokens.hash(token))))
                .onFailure()
                .transform(Limits::named)
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("link")))
                .call(row -> outbox.append(transaction, told(row, caller)))
                .map(row -> new JoinedView(row.getUUID("group_id"))));
    }

    private List<GroupFact> told(Row row, UUID caller) {
        return row.getBoolean("is_new")
                ? List.of(new GroupFact.MemberJoined(
                        Ids.next(), clock.instant(), row.getUUID("group_id"), caller, Standing.MEMBER, caller))
                : List.of();
    }
}
