package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Published by user-service on {@link Topics#USERS}, keyed by user. */
public sealed interface UserFact extends Fact {

    UUID userId();

    @Override
    default String key() {
        return userId().toString();
    }

    @Override
    default String topic() {
        return Topics.USERS;
    }

    /** Someone joined; {@code tastes} are the categories they chose. */
    @FactType("app.godo.user.joined.v1")
    record Joined(UUID factId, Instant at, UUID userId, List<String> tastes) implements UserFact {
        public Joined {
            requireNonNull(userId, "no user_id");
            tastes = tastes == null ? List.of() : List.copyOf(tastes);
        }
    }

    /**
     * A session is over: its access tokens are refused from now on.
     *
     * @param until when the last access token of the session expires by itself
     */
    @FactType("app.godo.user.session-ended.v1")
    record SessionEnded(UUID factId, Instant at, UUID userId, UUID sessionId, String reason, Instant until)
            implements UserFact {
        public SessionEnded {
            requireNonNull(userId, "no user_id");
            requireNonNull(sessionId, "no session_id");
            requireNonNull(until, "no until");
        }
    }

    /** An account is erased, for good: whoever keeps anything of this person erases it too. */
    @FactType("app.godo.user.erased.v1")
    record Erased(UUID factId, Instant at, UUID userId) implements UserFact {
        public Erased {
            requireNonNull(userId, "no user_id");
        }
    }
}
