package app.godo.social.plans;

import app.godo.social.standing.Standings;
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

/** A member says yes, no or maybe to a plan, and may say otherwise as long as it is open. The vote that suffices decides. */
@ApplicationScoped
class CastVote {

    private static final String VOTE = """
            insert into group_votes as mine (plan_id, user_id, vote)
            select id, $2, $3 from group_plans where id = $1 and state = 'open' and closes_at > now()
            on conflict (plan_id, user_id) do update set vote = excluded.vote where mine.vote <> excluded.vote""";

    private final Transactions transactions;
    private final Standings standings;
    private final Plans plans;
    private final Settle settle;
    private final Outbox outbox;
    private final Clock clock;

    CastVote(Transactions transactions, Standings standings, Plans plans, Settle settle, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.plans = plans;
        this.settle = settle;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<PlanView> handle(UUID caller, UUID group, UUID plan, String vote) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> plans.one(transaction, caller, group, plan))
                .chain(before -> vote.equals(before.myVote())
                        ? Uni.createFrom().voidItem()
                        : cast(transaction, caller, group, plan, vote))
                .chain(() -> plans.one(transaction, caller, group, plan)));
    }

    /** A plan that was decided before this vote could count takes it back with the transaction. */
    private Uni<Void> cast(SqlConnection transaction, UUID caller, UUID group, UUID plan, String vote) {
        return transaction
                .preparedQuery(VOTE)
                .execute(Tuple.of(plan, caller, vote))
                .invoke(rows -> Refusal.when(rows.rowCount() == 0, VotesClosed::new))
                .chain(() -> settle.handle(transaction, plan, false))
                .invoke(now -> Refusal.when(!now.settled() && !now.state().equals("open"), VotesClosed::new))
                .chain(now -> outbox.append(
                        transaction,
                        List.of(new GroupFact.VotesChanged(
                                Ids.next(),
                                clock.instant(),
                                group,
                                plan,
                                now.votes().yes(),
                                now.votes().no(),
                                now.votes().maybe()))));
    }

    /** It is decided, or is being. */
    static final class VotesClosed extends Refusal {
        VotesClosed() {
            super(Kind.CONFLICT, "votes-closed", "The votes on this plan are closed.");
        }
    }
}
