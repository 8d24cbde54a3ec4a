package app.godo.social.plans;

import app.godo.social.standing.Rows;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides a plan when it can be decided; the rule is {@code social.settle_plan}. What is decided is told once. */
@ApplicationScoped
class Settle {

    private static final String SETTLE = "select s.*, p.group_id, p.event_id from social.settle_plan($1, $2) as s"
            + " join group_plans as p on p.id = $1";

    private final Outbox outbox;
    private final Clock clock;

    Settle(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * How a plan stands.
     *
     * @param settled whether this was the moment
     */
    record Outcome(String state, boolean settled, VotesView votes) {}

    /** @param closing no more votes come */
    Uni<Outcome> handle(SqlConnection transaction, UUID plan, boolean closing) {
        return transaction
                .preparedQuery(SETTLE)
                .execute(Tuple.of(plan, closing))
                .map(rows -> Rows.first(rows).orElseThrow())
                .call(row -> row.getBoolean("settled")
                        ? outbox.append(transaction, List.of(decided(plan, row)))
                        : Uni.createFrom().voidItem())
                .map(row -> new Outcome(
                        row.getString("state"),
                        row.getBoolean("settled"),
                        new VotesView(row.getInteger("yes"), row.getInteger("no"), row.getInteger("maybe"))));
    }

    private GroupFact decided(UUID plan, Row row) {
        var going = row.getArrayOfUUIDs("going");
        return new GroupFact.PlanDecided(
                Ids.next(),
                clock.instant(),
                row.getUUID("group_id"),
                plan,
                row.getUUID("event_id"),
                row.getString("state"),
                going == null ? List.of() : List.of(going),
                going == null ? 0 : row.getInteger("fewest"));
    }
}
