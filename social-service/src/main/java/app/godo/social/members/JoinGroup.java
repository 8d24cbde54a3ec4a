package app.godo.social.members;

import app.godo.social.standing.Limits;
import app.godo.social.standing.NotAllowed;
import app.godo.social.standing.Rows;
import app.godo.social.standing.Standing;
import app.godo.social.standing.Standings;
import app.godo.wire.facts.Fact;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
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
 * Somebody comes into a group that they find, or is put in by a friend who runs it. An invite that waits for them is accepted by it.
 * The group's row puts those who come at once in order, and the last seat is one person's.
 */
@ApplicationScoped
public class JoinGroup {

    private static final String JOIN = """
            insert into group_members (group_id, user_id) values ($1, $2) on conflict (group_id, user_id) do nothing""";

    private static final String ACCEPTED = """
            update group_invites set state = 'accepted', responded_at = now()
             where group_id = $1 and invitee = $2 and state = 'pending'
            returning id""";

    private static final String ARE_FRIENDS = "select social.are_friends($1, $2) as friends";

    private final Transactions transactions;
    private final Standings standings;
    private final Members members;
    private final Outbox outbox;
    private final Clock clock;

    JoinGroup(Transactions transactions, Standings standings, Members members, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.members = members;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Who is in the group after the request.
     *
     * @param changed false when they were before
     */
    record Joined(MemberView view, boolean changed) {}

    Uni<Joined> handle(UUID caller, UUID group, UUID person) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .of(transaction, caller, group)
                .chain(standing -> person.equals(caller)
                        ? join(transaction, caller, group)
                        : putIn(transaction, caller, standing, person))
                .chain(changed -> members.one(transaction, group, person)
                        .map(view -> new Joined(view.orElseThrow(NotYourFriend::new), changed))));
    }

    /** The caller comes in; says whether they were not before. */
    public Uni<Boolean> join(SqlConnection transaction, UUID caller, UUID group) {
        return add(transaction, group, caller, caller).call(() -> accepted(transaction, caller, group));
    }

    private Uni<Boolean> putIn(SqlConnection transaction, UUID caller, Standing standing, UUID person) {
        Refusal.when(!standing.runsIt(), () -> NotAllowed.role("admins and moderators"));
        return transaction
                .preparedQuery(ARE_FRIENDS)
                .execute(Tuple.of(caller, person))
                .invoke(rows -> Refusal.when(!rows.iterator().next().getBoolean("friends"), NotYourFriend::new))
                .chain(() -> add(transaction, standing.group(), person, caller));
    }

    private Uni<Boolean> add(SqlConnection transaction, UUID group, UUID person, UUID by) {
        return transaction
                .preparedQuery(JOIN)
                .execute(Tuple.of(group, person))
                .onFailure()
                .transform(Limits::named)
                .map(rows -> rows.rowCount() == 1)
                .call(now -> now
                        ? tell(transaction, List.of(joined(group, person, by)))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> accepted(SqlConnection transaction, UUID caller, UUID group) {
        return transaction
                .preparedQuery(ACCEPTED)
                .execute(Tuple.of(group, caller))
                .map(rows -> Rows.all(
                        rows,
                        row -> new GroupFact.InviteClosed(
                                Ids.next(), clock.instant(), group, row.getUUID("id"), caller, "accepted")))
                .chain(facts -> tell(transaction, facts));
    }

    private GroupFact joined(UUID group, UUID person, UUID by) {
        return new GroupFact.MemberJoined(Ids.next(), clock.instant(), group, person, Standing.MEMBER, by);
    }

    private Uni<Void> tell(SqlConnection transaction, List<? extends Fact> facts) {
        return outbox.append(transaction, facts);
    }

    /** One puts in friends; everybody else is invited. */
    static final class NotYourFriend extends Refusal {
        NotYourFriend() {
            super(Kind.FORBIDDEN, "not-your-friend", "You can put in your friends; invite everybody else.");
        }
    }
}
