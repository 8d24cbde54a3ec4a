package app.godo.social.plans;

import app.godo.social.standing.NotAllowed;
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

/** Who proposed a plan or runs the group closes its votes before their time, or calls it off. Again changes nothing. */
@ApplicationScoped
class ClosePlan {

    private static final String CANCEL = """
            update group_plans set state = 'cancelled', decided_at = now()
             where id = $1 and state in ('open', 'agreed')""";

    private final Transactions transactions;
    private final Standings standings;
    private final Plans plans;
    private final Settle settle;
    private final Outbox outbox;
    private final Clock clock;

    ClosePlan(Transactions transactions, Standings standings, Plans plans, Settle settle, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.standings = standings;
        this.plans = plans;
        this.settle = settle;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<PlanView> decide(UUID caller, UUID group, UUID plan) {
        return transactions.sqlAsCaller(caller, transaction -> allowed(transaction, caller, group, plan)
                .chain(() -> settle.handle(transaction, plan, true))
                .chain(() -> plans.one(transaction, caller, group, plan)));
    }

    Uni<Void> cancel(UUID caller, UUID group, UUID plan) {
        return transactions.sqlAsCaller(caller, transaction -> allowed(transaction, caller, group, plan)
                .chain(before -> transaction
                        .preparedQuery(CANCEL)
                        .execute(Tuple.of(plan))
                        .map(rows -> rows.rowCount() == 0 ? List.<GroupFact>of() : List.of(cancelled(before))))
                .chain(facts -> outbox.append(transaction, facts)));
    }

    private Uni<PlanView> allowed(SqlConnection transaction, UUID caller, UUID group, UUID plan) {
        return standings.ofMember(transaction, caller, group).chain(standing -> plans.one(
                        transaction, caller, group, plan)
                .invoke(view -> Refusal.when(
                        !standing.runsIt() && !caller.equals(view.proposedBy()),
                        () -> NotAllowed.role("who proposed it, admins and moderators"))));
    }

    private GroupFact cancelled(PlanView plan) {
        return new GroupFact.PlanDecided(
                Ids.next(), clock.instant(), plan.groupId(), plan.id(), plan.eventId(), "cancelled", List.of(), 0);
    }
}
