package app.godo.social.invites;

import app.godo.social.members.JoinGroup;
import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom an invite is for says yes or no; who sent it, or runs the group, takes it back. Each once, and again changes nothing. */
@ApplicationScoped
class AnswerInvite {

    private static final String MINE =
            "select group_id, state, expires_at from group_invites where id = $1 and invitee = $2";

    private static final String DECLINE = """
            update group_invites set state = 'declined', responded_at = now()
             where id = $1 and invitee = $2 and state = 'pending'
            returning group_id, invitee""";

    private static final String REVOKE = """
            update group_invites set state = 'revoked', responded_at = now()
             where id = $1 and invitee is distinct from $2 and state = 'pending'
            returning group_id, invitee""";

    private static final String OF_OTHERS = """
            select state from group_invites where id = $1 and invitee is distinct from $2""";

    private final Transactions transactions;
    private final Standings standings;
    private final JoinGroup joinGroup;
    private final Invites invites;
    private final Outbox outbox;
    private final Clock clock;

    AnswerInvite(
            Transactions transactions,
            Standings standings,
            JoinGroup joinGroup,
            Invites invites,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.joinGroup = joinGroup;
        this.invites = invites;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<InviteView> accept(UUID caller, UUID id) {
        return transactions.sqlAsCaller(caller, transaction -> mine(transaction, caller, id)
                .chain(invite -> invite.getString("state").equals("accepted")
                        ? Uni.createFrom().voidItem()
                        : join(transaction, caller, invite))
                .chain(() -> invites.one(transaction, id))
                .map(found -> found.orElseThrow(() -> new NotFound("invite"))));
    }

    Uni<Void> decline(UUID caller, UUID id) {
        return transactions.sqlAsCaller(caller, transaction -> mine(transaction, caller, id)
                .chain(invite -> close(transaction, DECLINE, id, caller, "declined")
                        .invoke(now ->
                                Refusal.when(!now && !invite.getString("state").equals("declined"), InviteOver::new)))
                .replaceWithVoid());
    }

    Uni<Void> revoke(UUID caller, UUID id) {
        return transactions.sqlAsCaller(caller, transaction -> transaction
                .preparedQuery(OF_OTHERS)
                .execute(Tuple.of(id, caller))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("invite")))
                .chain(() -> close(transaction, REVOKE, id, caller, "revoked"))
                .replaceWithVoid());
    }

    private Uni<Row> mine(SqlConnection transaction, UUID caller, UUID id) {
        return transaction.preparedQuery(MINE).execute(Tuple.of(id, caller)).map(rows -> Rows.first(rows)
                .orElseThrow(() -> new NotFound("invite")));
    }

    /** The group may be gone from the caller's sight meanwhile: by a block, or because the inviter left. */
    private Uni<Void> join(SqlConnection transaction, UUID caller, Row invite) {
        var over = !invite.getString("state").equals("pending")
                || !Rows.instant(invite, "expires_at").isAfter(Instant.now(clock));
        Refusal.when(over, InviteOver::new);
        var group = invite.getUUID("group_id");
        return standings
                .of(transaction, caller, group)
                .onFailure(NotFound.class)
                .transform(gone -> new InviteOver())
                .chain(() -> joinGroup.join(transaction, caller, group))
                .replaceWithVoid();
    }

    private Uni<Boolean> close(SqlConnection transaction, String how, UUID id, UUID caller, String state) {
        return transaction
                .preparedQuery(how)
                .execute(Tuple.of(id, caller))
                .call(rows -> outbox.append(
                        transaction,
                        Rows.all(rows, row -> row).stream()
                                .filter(row -> row.getUUID("invitee") != null)
                                .map(row -> new GroupFact.InviteClosed(
                                        Ids.next(),
                                        clock.instant(),
                                        row.getUUID("group_id"),
                                        id,
                                        row.getUUID("invitee"),
                                        state))
                                .toList()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** It was answered otherwise, taken back, or has run out. */
    static final class InviteOver extends Refusal {
        InviteOver() {
            super(Kind.CONFLICT, "invite-over", "This invite is not open any longer.");
        }
    }
}
