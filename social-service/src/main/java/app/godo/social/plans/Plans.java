package app.godo.social.plans;

import app.godo.social.standing.Rows;
import app.godo.social.standing.Standings;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the plans of a group, for its members. */
@ApplicationScoped
class Plans {

    private static final String SHOWN = """
            select p.id as plan_id, p.group_id, p.event_id as proposed_event, p.state as plan_state, p.quorum, p.quorum_n,
                   case when not social.blocked_between($1, p.proposed_by) then p.proposed_by end as proposed_by,
                   p.at_least, p.closes_at, p.created_at as proposed_at, p.decided_at,
                   tally.yes, tally.no, tally.maybe, mine.vote as my_vote, card.*
              from (%s) as p
             cross join lateral social.tally(p.id) as tally
              left join group_votes as mine on mine.plan_id = p.id and mine.user_id = $1
              left join events.event_cards as proposed on proposed.id = p.event_id
              left join events.event_cards as card on card.id = coalesce(proposed.merged_into, proposed.id)
             order by p.created_at desc, p.id desc""";

    private static final String ONE = SHOWN.formatted("select * from group_plans where group_id = $2 and id = $3");

    /** The newest first. */
    static final String ALL = SHOWN.formatted("""
            select * from group_plans
             where group_id = $2 and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
             order by created_at desc, id desc
             limit $5""");

    private final Transactions transactions;
    private final Standings standings;
    private final Cursors cursors;

    Plans(Transactions transactions, Standings standings, Cursors cursors) {
        this.transactions = transactions;
        this.standings = standings;
        this.cursors = cursors;
    }

    /** @throws NotFound for a plan that the group does not have */
    Uni<PlanView> one(SqlConnection transaction, UUID caller, UUID group, UUID plan) {
        return transaction
                .preparedQuery(ONE)
                .execute(Tuple.of(caller, group, plan))
                .map(rows -> Rows.first(rows).orElseThrow(() -> new NotFound("plan")))
                .map(PlanView::of);
    }

    Uni<PlanView> one(UUID caller, UUID group, UUID plan) {
        return transactions.sqlAsCaller(caller, transaction -> standings
                .ofMember(transaction, caller, group)
                .chain(() -> one(transaction, caller, group, plan)));
    }

    Uni<Page<PlanView>> all(UUID caller, UUID group, int limit, String cursor) {
        var question = "plans of %s for %s".formatted(group, caller);
        var after = cursors.place(question, cursor);
        var parameters = Tuple.of(caller, group, after.at(), after.id(), limit + 1);
        return transactions
                .sqlAsCaller(caller, transaction -> standings
                        .ofMember(transaction, caller, group)
                        .chain(() -> transaction.preparedQuery(ALL).execute(parameters)))
                .map(rows -> Rows.all(rows, PlanView::of))
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, last.createdAt(), last.id())));
    }
}
