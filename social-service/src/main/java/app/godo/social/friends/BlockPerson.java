package app.godo.social.friends;

import app.godo.wire.facts.Fact;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A person wants nothing more to do with another. What is between them ends with it, and the other is not told. */
@ApplicationScoped
class BlockPerson {

    private static final String BLOCK =
            "insert into blocks (blocker, blocked) values ($1, $2) on conflict (blocker, blocked) do nothing";

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    BlockPerson(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID other) {
        Refusal.when(caller.equals(other), () -> new InvalidField("/id", "self", "You cannot block yourself."));
        return transactions.sqlAsCaller(caller, transaction -> Pairs.lock(transaction, caller, other)
                .chain(() -> block(transaction, caller, other))
                .chain(blockedNow -> Pairs.part(transaction, caller, other, Friendship.PENDING, Friendship.ACCEPTED)
                        .map(ended -> told(caller, other, blockedNow, ended)))
                .chain(facts -> outbox.append(transaction, facts)));
    }

    private List<Fact> told(UUID caller, UUID other, boolean blockedNow, Optional<Pairs.Ended> ended) {
        var facts = new ArrayList<Fact>();
        ended.filter(was -> was.status().equals(Friendship.ACCEPTED))
                .map(was -> new SocialFact.FriendshipEnded(Ids.next(), clock.instant(), was.id(), caller, other))
                .ifPresent(facts::add);
        if (blockedNow) {
            facts.add(new SocialFact.Blocked(Ids.next(), clock.instant(), caller, other));
        }
        return facts;
    }

    /** Says whether there was no block before. */
    private static Uni<Boolean> block(SqlConnection transaction, UUID caller, UUID other) {
        return transaction
                .preparedQuery(BLOCK)
                .execute(Tuple.of(caller, other))
                .onFailure()
                .transform(Pairs::noSuchPerson)
                .map(rows -> rows.rowCount() == 1);
    }
}
