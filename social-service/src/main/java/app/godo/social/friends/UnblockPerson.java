package app.godo.social.friends;

import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A block is taken back, if there is one. What it ended stays ended. */
@ApplicationScoped
class UnblockPerson {

    private static final String UNBLOCK = "delete from blocks where blocker = $1 and blocked = $2";

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    UnblockPerson(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID other) {
        return transactions.sqlAsCaller(caller, transaction -> transaction
                .preparedQuery(UNBLOCK)
                .execute(Tuple.of(caller, other))
                .map(rows -> rows.rowCount() == 0
                        ? List.<SocialFact>of()
                        : List.of(new SocialFact.Unblocked(Ids.next(), clock.instant(), caller, other)))
                .chain(facts -> outbox.append(transaction, facts)));
    }
}
