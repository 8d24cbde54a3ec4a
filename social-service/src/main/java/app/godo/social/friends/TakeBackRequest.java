package app.godo.social.friends;

import app.godo.social.standing.Rows;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Who asked takes it back before there is an answer. For everyone else there is no such request. */
@ApplicationScoped
class TakeBackRequest {

    private static final String TAKE_BACK = """
            delete from friendships where id = $1 and status = 'pending' and requested_by = $2
            returning case when low = $2 then high else low end as addressee""";

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    TakeBackRequest(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID requestId) {
        return transactions.sqlAsCaller(caller, transaction -> transaction
                .preparedQuery(TAKE_BACK)
                .execute(Tuple.of(requestId, caller))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("friend request")))
                .chain(row -> outbox.append(
                        transaction,
                        List.of(new SocialFact.RequestWithdrawn(
                                Ids.next(), clock.instant(), requestId, caller, row.getUUID("addressee"))))));
    }
}
