package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * What brings two people together or keeps them apart, and its end. Published by social-service on {@link Topics#SOCIAL}, keyed by the pair: the next
 * friendship of two people has another id, and what is told of it must not overtake what was told of the last.
 */
public sealed interface SocialFact extends Fact {

    /** One key for two people, whoever is named first. */
    static String keyOf(UUID one, UUID other) {
        var low = one.toString();
        var high = other.toString();
        return low.compareTo(high) < 0 ? low + ":" + high : high + ":" + low;
    }

    @Override
    default String topic() {
        return Topics.SOCIAL;
    }

    /** One person asked another to be friends. */
    @FactType("app.godo.social.friend-requested.v1")
    record FriendRequested(UUID factId, Instant at, UUID friendshipId, UUID requesterId, UUID addresseeId)
            implements SocialFact {

        public FriendRequested {
            requireNonNull(friendshipId, "no friendship_id");
            requireNonNull(requesterId, "no requester_id");
            requireNonNull(addresseeId, "no addressee_id");
        }

        @Override
        public String key() {
            return keyOf(requesterId, addresseeId);
        }
    }

    /** Two people became friends; {@code requesterId} had asked. */
    @FactType("app.godo.social.friend-accepted.v1")
    record FriendAccepted(UUID factId, Instant at, UUID friendshipId, UUID requesterId, UUID addresseeId)
            implements SocialFact {

        public FriendAccepted {
            requireNonNull(friendshipId, "no friendship_id");
            requireNonNull(requesterId, "no requester_id");
            requireNonNull(addresseeId, "no addressee_id");
        }

        @Override
        public String key() {
            return keyOf(requesterId, addresseeId);
        }
    }

    /** Two people are friends no more, by an end of the friendship or a block. */
    @FactType("app.godo.social.friendship-ended.v1")
    record FriendshipEnded(UUID factId, Instant at, UUID friendshipId, UUID userId, UUID otherId)
            implements SocialFact {

        public FriendshipEnded {
            requireNonNull(friendshipId, "no friendship_id");
            requireNonNull(userId, "no user_id");
            requireNonNull(otherId, "no other_id");
        }

        @Override
        public String key() {
            return keyOf(userId, otherId);
        }
    }

    /** Who asked somebody to be friends has taken it back before there was an answer. */
    @FactType("app.godo.social.request-withdrawn.v1")
    record RequestWithdrawn(UUID factId, Instant at, UUID friendshipId, UUID requesterId, UUID addresseeId)
            implements SocialFact {

        public RequestWithdrawn {
            requireNonNull(friendshipId, "no friendship_id");
            requireNonNull(requesterId, "no requester_id");
            requireNonNull(addresseeId, "no addressee_id");
        }

        @Override
        public String key() {
            return keyOf(requesterId, addresseeId);
        }
    }

    /** {@code userId} blocked {@code otherId}, friends or not; a friendship or request between them is over. */
    @FactType("app.godo.social.blocked.v1")
    record Blocked(UUID factId, Instant at, UUID userId, UUID otherId) implements SocialFact {

        public Blocked {
            requireNonNull(userId, "no user_id");
            requireNonNull(otherId, "no other_id");
        }

        @Override
        public String key() {
            return keyOf(userId, otherId);
        }
    }

    /** {@code userId} took the block of {@code otherId} back; the other's own block, if there is one, stays. */
    @FactType("app.godo.social.unblocked.v1")
    record Unblocked(UUID factId, Instant at, UUID userId, UUID otherId) implements SocialFact {

        public Unblocked {
            requireNonNull(userId, "no user_id");
            requireNonNull(otherId, "no other_id");
        }

        @Override
        public String key() {
            return keyOf(userId, otherId);
        }
    }
}
