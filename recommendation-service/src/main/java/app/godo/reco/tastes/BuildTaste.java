package app.godo.reco.tastes;

import app.godo.reco.catalogue.Facet;
import app.godo.wire.facts.Direction;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Builds a person's vector from what the database has: when Redis has lost it, or lags behind. What a Fact tells of later is
 * in it already and changes nothing.
 */
@ApplicationScoped
public class BuildTaste {

    private static final String LEARNT_FROM =
            "select event_id, swipe_id, direction, swiped_at, category from reco.learnt_from()";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final TaughtBy taughtBy;
    private final Redis redis;
    private final Clock clock;

    BuildTaste(Transactions transactions, TaughtBy taughtBy, Redis redis, Clock clock) {
        this.transactions = transactions;
        this.taughtBy = taughtBy;
        this.redis = redis;
        this.clock = clock;
    }

    private record LearntFrom(List<Swiped> swipes, List<String> stated) {}

    /**
     * Changes nothing when something was learned since the caller looked: then look again.
     *
     * @param lookedAt the revision that was found
     */
    public Uni<Void> handle(UUID userId, String lookedAt) {
        return transactions
                .sqlAsCaller(
                        userId,
                        connection -> connection.preparedQuery(LEARNT_FROM).execute())
                .map(BuildTaste::learntFrom)
                .chain(from -> taughtBy.events(
                                from.swipes().stream().map(Swiped::eventId).toList())
                        .map(taught -> Vector.of(from.swipes(), taught, from.stated(), clock.instant())))
                .map(vector -> TasteScripts.build(userId, lookedAt, Ids.next().toString(), clock.millis(), vector))
                .chain(redis::send)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private static LearntFrom learntFrom(RowSet<Row> rows) {
        var swipes = new ArrayList<Swiped>();
        var stated = new ArrayList<String>();
        for (var row : rows) {
            var category = row.getString("category");
            if (category != null) {
                stated.add(Facet.CATEGORY.named(category));
            } else {
                swipes.add(new Swiped(
                        row.getUUID("event_id"),
                        row.getUUID("swipe_id"),
                        Direction.of(row.getString("direction")),
                        row.getOffsetDateTime("swiped_at").toInstant()));
            }
        }
        stated.sort(null);
        return new LearntFrom(swipes, stated);
    }
}
