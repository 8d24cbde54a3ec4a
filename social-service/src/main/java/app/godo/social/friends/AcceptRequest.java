package app.godo.social.friends;

import app.godo.wire.facts.SocialFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** The person who was asked agrees; agreeing again changes nothing. For everyone else there is no such request. */
@ApplicationScoped
class AcceptRequest {

    private final Transactions transactions;
    private final Friendships friendships;
    private final Outbox outbox;
    private final Clock clock;

    AcceptRequest(Transactions transactions, Friendships friendships, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.friendships = friendships;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<FriendRequestView> handle(UUID caller, UUID requestId) {
        return transactions.asCaller(caller, () -> friendships
                .accept(requestId, caller, clock.instant())
                .chain(now -> friendships
                        .findById(requestId)
                        .invoke(found -> Refusal.when(!acceptedBy(caller, found), () -> new NotFound("friend request")))
                        .call(friendship -> now
                                ? agreed(friendship, caller)
                                : Uni.createFrom().voidItem()))
                .map(friendship -> friendship.seenBy(caller)));
    }

    private Uni<Void> agreed(Friendship friendship, UUID caller) {
        var requester = friendship.requestedBy;
        return friendships
                .forgive(requester, caller)
                .chain(() -> outbox.append(
                        new SocialFact.FriendAccepted(Ids.next(), clock.instant(), friendship.id, requester, caller)));
    }

    private static boolean acceptedBy(UUID caller, Friendship friendship) {
        return friendship != null && friendship.accepted() && !friendship.requestedBy.equals(caller);
    }
}
