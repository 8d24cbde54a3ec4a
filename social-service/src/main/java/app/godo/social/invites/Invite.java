package app.godo.social.invites;

import app.godo.social.standing.Allowances;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** A member asks somebody to join, or makes a link for whoever has it. Who may is {@code social.may_invite}. */
@ApplicationScoped
class Invite {

    private static final String MAY = "select social.may_invite($1, $2, $3) as may";

    private static final String INVITABLE = "select social.invitable($1, $2, $3) as word";

    private static final String TO_PERSON = """
            insert into group_invites (id, group_id, inviter, invitee, expires_at)
            values ($1, $2, $3, $4, now() + interval '14 days')
            on conflict (group_id, invitee) where state = 'pending' do nothing""";

    private static final String LINK_BEFORE = """
            update group_invites set state = 'revoked', responded_at = now()
             where group_id = $1 and inviter = $2 and token_hash is not null and state = 'pending'""";

    private static final String LINK = """
            insert into group_invites (id, group_id, inviter, token_hash, uses_left, expires_at)
            values ($1, $2, $3, $4, $5, now() + make_interval(days => $6))""";

    private final Transactions transactions;
    private final Standings standings;
    private final Allowances allowances;
    private final Invites invites;
    private final Outbox outbox;
    private final Clock clock;

    Invite(
            Transactions transactions,
            Standings standings,
            Allowances allowances,
            Invites invites,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.allowances = allowances;
        this.invites = invites;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What came of asking.
     *
     * @param changed false when it only repeats what was asked before
     */
    record Answer(InviteView view, boolean changed) {}

    Uni<Answer> handle(UUID caller, InviteRequest request) {
        Refusal.when(
                request.byLink() == (request.userId() != null),
                () -> new InvalidField("/user_id", "one-of-two", "Say whom you invite, or that it is a link."));
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, request.groupId())
                .chain(() -> may(transaction, caller, request))
                .chain(() -> request.byLink()
                        ? link(transaction, caller, request)
                        : person(transaction, caller, request.groupId(), request.userId())));
    }

    private static Uni<Void> may(SqlConnection transaction, UUID caller, InviteRequest request) {
        return transaction
                .preparedQuery(MAY)
                .execute(Tuple.of(caller, request.groupId(), request.byLink()))
                .invoke(rows -> Refusal.when(
                        !rows.iterator().next().getBoolean("may"), () -> NotAllowed.role("admins and moderators")))
                .replaceWithVoid();
    }

    private Uni<Answer> person(SqlConnection transaction, UUID caller, UUID group, UUID other) {
        return transaction
                .preparedQuery(INVITABLE)
                .execute(Tuple.of(caller, group, other))
                .map(rows -> rows.iterator().next().getString("word"))
                .chain(word -> switch (word) {
                    case "absent" -> throw new NotFound("person");
                    case "member" -> throw new AlreadyMember();
                    case "invited" -> again(transaction, caller, group, other);
                    default -> first(transaction, caller, group, other);
                });
    }

    private Uni<Answer> first(SqlConnection transaction, UUID caller, UUID group, UUID other) {
        var id = Ids.next();
        return allowances
                .take(transaction, caller, Allowances.Kind.INVITE)
                .chain(() -> transaction.preparedQuery(TO_PERSON).execute(Tuple.of(id, group, caller, other)))
                .chain(rows -> rows.rowCount() == 0
                        ? again(transaction, caller, group, other)
                        : outbox.append(
                                        transaction,
                                        List.of(new GroupFact.Invited(
                                                Ids.next(), clock.instant(), group, id, caller, other)))
                                .chain(() -> view(transaction, id))
                                .map(view -> new Answer(view, true)));
    }

    private Uni<Answer> again(SqlConnection transaction, UUID caller, UUID group, UUID other) {
        return invites.toPerson(transaction, group, other, caller)
                .map(mine -> mine.orElseThrow(AlreadyInvited::new))
                .chain(id -> view(transaction, id))
                .map(view -> new Answer(view, false));
    }

    /** The count of the day puts two links of one person in order. */
    private Uni<Answer> link(SqlConnection transaction, UUID caller, InviteRequest request) {
        var id = Ids.next();
        var token = Tokens.next();
        var group = request.groupId();
        return allowances
                .take(transaction, caller, Allowances.Kind.INVITE)
                .chain(() -> transaction.preparedQuery(LINK_BEFORE).execute(Tuple.of(group, caller)))
                .chain(() -> transaction
                        .preparedQuery(LINK)
                        .execute(Tuple.of(
                                id,
                                group,
                                caller,
                                Buffer.buffer(Tokens.hash(token)),
                                request.uses(),
                                request.lasting())))
                .chain(() -> view(transaction, id))
                .map(view -> new Answer(view.with(token), true));
    }

    private Uni<InviteView> view(SqlConnection transaction, UUID id) {
        return invites.one(transaction, id).map(found -> found.orElseThrow(() -> new NotFound("invite")));
    }

    /** There is nothing left to ask for. */
    static final class AlreadyMember extends Refusal {
        AlreadyMember() {
            super(Kind.CONFLICT, "already-member", "This person is in the group already.");
        }
    }

    /** Somebody else asked them, or they said no lately. */
    static final class AlreadyInvited extends Refusal {
        AlreadyInvited() {
            super(Kind.CONFLICT, "already-invited", "This person was invited already.");
        }
    }
}
