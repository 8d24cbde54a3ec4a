package app.godo.wire.facts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What happens in a group. Published by social-service on {@link Topics#SOCIAL}, keyed by the group. Of what is said there are ids
 * only: whoever shows it reads it with the reader's own rights.
 */
public sealed interface GroupFact extends Fact {

    UUID groupId();

    @Override
    default String key() {
        return groupId().toString();
    }

    @Override
    default String topic() {
        return Topics.SOCIAL;
    }

    /** The group is called, described or open otherwise than before. */
    @FactType("app.godo.group.changed.v1")
    record Changed(UUID factId, Instant at, UUID groupId) implements GroupFact {
        public Changed {
            requireNonNull(groupId, "no group_id");
        }
    }

    /** There is no such group any longer: everybody's rights in it are gone. */
    @FactType("app.godo.group.deleted.v1")
    record Deleted(UUID factId, Instant at, UUID groupId) implements GroupFact {
        public Deleted {
            requireNonNull(groupId, "no group_id");
        }
    }

    /**
     * Somebody is in the group from now on.
     *
     * @param role {@code admin|moderator|member}
     * @param byId who put them in, or themselves
     */
    @FactType("app.godo.group.member-joined.v1")
    record MemberJoined(UUID factId, Instant at, UUID groupId, UUID userId, String role, UUID byId)
            implements GroupFact {
        public MemberJoined {
            requireNonNull(groupId, "no group_id");
            requireNonNull(userId, "no user_id");
        }
    }

    /**
     * Somebody's rights in the group are gone. Who is erased is told of by {@link UserFact.Erased} alone.
     *
     * @param byId who put them out, or themselves
     */
    @FactType("app.godo.group.member-left.v1")
    record MemberLeft(UUID factId, Instant at, UUID groupId, UUID userId, UUID byId) implements GroupFact {
        public MemberLeft {
            requireNonNull(groupId, "no group_id");
            requireNonNull(userId, "no user_id");
        }
    }

    /** Somebody's part in the group is another: {@code admin|moderator|member}. */
    @FactType("app.godo.group.role-changed.v1")
    record RoleChanged(UUID factId, Instant at, UUID groupId, UUID userId, String role) implements GroupFact {
        public RoleChanged {
            requireNonNull(groupId, "no group_id");
            requireNonNull(userId, "no user_id");
        }
    }

    /** Somebody is asked to join. */
    @FactType("app.godo.group.invited.v1")
    record Invited(UUID factId, Instant at, UUID groupId, UUID inviteId, UUID inviterId, UUID inviteeId)
            implements GroupFact {
        public Invited {
            requireNonNull(groupId, "no group_id");
            requireNonNull(inviteId, "no invite_id");
            requireNonNull(inviteeId, "no invitee_id");
        }
    }

    /** An invite to a person waits no longer: {@code accepted|declined|revoked}. */
    @FactType("app.godo.group.invite-closed.v1")
    record InviteClosed(UUID factId, Instant at, UUID groupId, UUID inviteId, UUID inviteeId, String state)
            implements GroupFact {
        public InviteClosed {
            requireNonNull(groupId, "no group_id");
            requireNonNull(inviteId, "no invite_id");
            requireNonNull(inviteeId, "no invitee_id");
        }
    }

    /**
     * The group is asked whether it goes to an Event.
     *
     * @param closesAt when the votes are closed at the latest
     */
    @FactType("app.godo.group.plan-proposed.v1")
    record PlanProposed(
            UUID factId, Instant at, UUID groupId, UUID planId, UUID eventId, UUID proposerId, Instant closesAt)
            implements GroupFact {
        public PlanProposed {
            requireNonNull(groupId, "no group_id");
            requireNonNull(planId, "no plan_id");
            requireNonNull(eventId, "no event_id");
        }
    }

    /** How the votes on a plan stand; who voted how is told to nobody. */
    @FactType("app.godo.group.votes-changed.v1")
    record VotesChanged(UUID factId, Instant at, UUID groupId, UUID planId, int yes, int no, int maybe)
            implements GroupFact {
        public VotesChanged {
            requireNonNull(groupId, "no group_id");
            requireNonNull(planId, "no plan_id");
        }
    }

    /**
     * A plan is decided. When it is agreed, those who said yes go together: each in the group's name ({@code group_id} of their
     * attendance), with seats for {@code atLeast} of them or for none.
     *
     * @param state {@code agreed|rejected|cancelled}
     * @param goingIds who goes; empty when nobody does. It tells how they voted, and is for the services only
     * @param atLeast the fewest for whom there must be seats; all of them when it is their number
     */
    @FactType("app.godo.group.plan-decided.v1")
    record PlanDecided(
            UUID factId,
            Instant at,
            UUID groupId,
            UUID planId,
            UUID eventId,
            String state,
            List<UUID> goingIds,
            int atLeast)
            implements GroupFact {
        public PlanDecided {
            requireNonNull(groupId, "no group_id");
            requireNonNull(planId, "no plan_id");
            requireNonNull(eventId, "no event_id");
            requireNonNull(state, "no state");
            goingIds = goingIds == null ? List.of() : List.copyOf(goingIds);
        }
    }

    /** Somebody said something; {@code seq} is its place in the order of the group. */
    @FactType("app.godo.group.message-posted.v1")
    record MessagePosted(UUID factId, Instant at, UUID groupId, UUID messageId, long seq, UUID authorId)
            implements GroupFact {
        public MessagePosted {
            requireNonNull(groupId, "no group_id");
            requireNonNull(messageId, "no message_id");
        }
    }

    /** A message says something else now. */
    @FactType("app.godo.group.message-edited.v1")
    record MessageEdited(UUID factId, Instant at, UUID groupId, UUID messageId, long seq, UUID authorId)
            implements GroupFact {
        public MessageEdited {
            requireNonNull(groupId, "no group_id");
            requireNonNull(messageId, "no message_id");
        }
    }

    /** A message says nothing any longer. */
    @FactType("app.godo.group.message-deleted.v1")
    record MessageDeleted(UUID factId, Instant at, UUID groupId, UUID messageId, long seq, UUID authorId, UUID byId)
            implements GroupFact {
        public MessageDeleted {
            requireNonNull(groupId, "no group_id");
            requireNonNull(messageId, "no message_id");
        }
    }

    /** Somebody reported a message, for the first time; who is told to nobody. */
    @FactType("app.godo.group.message-reported.v1")
    record MessageReported(UUID factId, Instant at, UUID groupId, UUID messageId) implements GroupFact {
        public MessageReported {
            requireNonNull(groupId, "no group_id");
            requireNonNull(messageId, "no message_id");
        }
    }

    /** Somebody has read up to this place of the order, for their other devices only. */
    @FactType("app.godo.group.messages-read.v1")
    record MessagesRead(UUID factId, Instant at, UUID groupId, UUID userId, long seq) implements GroupFact {
        public MessagesRead {
            requireNonNull(groupId, "no group_id");
            requireNonNull(userId, "no user_id");
        }
    }
}
