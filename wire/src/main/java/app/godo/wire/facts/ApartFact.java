package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * What keeps two people apart, and its end. Published by social-service on {@link Topics#SOCIAL} under the key of {@link
 * SocialFact}, so that all that happens between two people comes in order.
 */
public sealed interface ApartFact extends Fact {

    @Override
    default String topic() {
        return Topics.SOCIAL;
    }

    /** Who asked somebody to be friends has taken it back before there was an answer. */
    @FactType("app.godo.social.request-withdrawn.v1")
    record RequestWithdrawn(UUID factId, Instant at, UUID friendshipId, UUID requesterId, UUID addresseeId)
            implements ApartFact {

        public RequestWithdrawn {
            requireNonNull(friendshipId, "no friendship_id");
            requireNonNull(requesterId, "no requester_id");
            requireNonNull(addresseeId, "no addressee_id");
        }

        @Override
        public String key() {
            return SocialFact.keyOf(requesterId, addresseeId);
        }
    }

    /** {@code userId} blocked {@code otherId}, friends or not; a friendship or request between them is over. */
    @FactType("app.godo.social.blocked.v1")
    record Blocked(UUID factId, Instant at, UUID userId, UUID otherId) implements ApartFact {

        public Blocked {
            requireNonNull(userId, "no user_id");
            requireNonNull(otherId, "no other_id");
        }

        @Override
        public String key() {
            return SocialFact.keyOf(userId, otherId);
        }
    }

    /** {@code userId} took the block of {@code otherId} back; the other's own block, if there is one, stays. */
    @FactType("app.godo.social.unblocked.v1")
    record Unblocked(UUID factId, Instant at, UUID userId, UUID otherId) implements ApartFact {

        public Unblocked {
            requireNonNull(userId, "no user_id");
            requireNonNull(otherId, "no other_id");
        }

        @Override
        public String key() {
            return SocialFact.keyOf(userId, otherId);
        }
    }
}
