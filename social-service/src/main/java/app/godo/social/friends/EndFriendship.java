package app.godo.social.friends;

import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Two people are friends no more, because one of them says so. */
@ApplicationScoped
class EndFriendship {

    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;

    EndFriendship(Transactions transactions, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID friend) {
        return transactions.sqlAsCaller(
                caller, transaction -> Pairs.part(transaction, caller, friend, Friendship.ACCEPTED)
                        .map(found -> found.orElseThrow(() -> new NotFound("friend")))
                        .chain(ended -> outbox.append(
                                transaction,
                                List.of(new SocialFact.FriendshipEnded(
                                        Ids.next(), clock.instant(), ended.id(), caller, friend)))));
    }
}
