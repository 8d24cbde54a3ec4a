package app.godo.social.members;

import app.godo.social.standing.Limits;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Standing;
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

/**
 * Somebody leaves a group, or is put out of it: members by its moderators, everybody by its admins. The last admin stays as long as
 * there are others; when nobody is left the group is put away.
 */
@ApplicationScoped
class LeaveGroup {

    private static final String LEAVE = "delete from group_members where group_id = $1 and user_id = $2";

    private final Transactions transactions;
    private final Standings standings;
    private final Members members;
    private final Outbox outbox;
    private final Clock clock;

    LeaveGroup(Transactions transactions, Standings standings, Members members, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID group, UUID person) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .call(standing ->
                        person.equals(caller) ? Uni.createFrom().voidItem() : mayPutOut(transaction, standing, person))
                .chain(() -> leave(transaction, caller, group, person)));
    }

    private Uni<Void> mayPutOut(SqlConnection transaction, Standing standing, UUID person) {
        return members.one(transaction, standing.group(), person)
                .map(member -> member.orElseThrow(() -> new NotFound("member")))
                .invoke(member -> Refusal.when(
                        !standing.isAdmin()
                                && !(standing.runsIt() && member.role().equals(Standing.MEMBER)),
                        () -> NotAllowed.role("admins, and of members also moderators,")))
                .replaceWithVoid();
    }

    private Uni<Void> leave(SqlConnection transaction, UUID caller, UUID group, UUID person) {
        return transaction
                .preparedQuery(LEAVE)
                .execute(Tuple.of(group, person))
                .onFailure()
                .transform(Limits::named)
                .map(rows -> rows.rowCount() == 0
                        ? List.<GroupFact>of()
                        : List.of(new GroupFact.MemberLeft(Ids.next(), clock.instant(), group, person, caller)))
                .chain(facts -> outbox.append(transaction, facts));
    }
}
