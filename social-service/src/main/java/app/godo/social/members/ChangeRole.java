package app.godo.social.members;

import app.godo.social.standing.Limits;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** An admin gives somebody another part in the group; the last admin stays one. */
@ApplicationScoped
class ChangeRole {

    private static final String CHANGE =
            "update group_members set role = $3 where group_id = $1 and user_id = $2 and role <> $3";

    private final Transactions transactions;
    private final Standings standings;
    private final Members members;
    private final Outbox outbox;
    private final Clock clock;

    ChangeRole(Transactions transactions, Standings standings, Members members, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<MemberView> handle(UUID caller, UUID group, UUID person, RoleRequest.Role role) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .invoke(standing -> Refusal.when(!standing.isAdmin(), () -> NotAllowed.role("admins")))
                .chain(() -> change(transaction, group, person, role.word()))
                .chain(() -> members.one(transaction, group, person))
                .map(member -> member.orElseThrow(() -> new NotFound("member"))));
    }

    private Uni<Void> change(SqlConnection transaction, UUID group, UUID person, String role) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.of(group, person, role))
                .onFailure()
                .transform(Limits::named)
                .map(rows -> rows.rowCount() == 0
                        ? List.<GroupFact>of()
                        : List.of(new GroupFact.RoleChanged(Ids.next(), clock.instant(), group, person, role)))
                .chain(facts -> outbox.append(transaction, facts));
    }
}
