package app.godo.reco.tastes;

import app.godo.reco.catalogue.Facet;
import app.godo.reco.catalogue.Traits;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Builds a person's vector from what the database has: when Redis has lost it, or lags behind. What a Fact tells of later is
 * in it already and changes nothing. A feed waits for it for a moment only; it is built to the end all the same, once for all
 * who wait, so that the next feed finds it.
 */
@ApplicationScoped
public class BuildTaste {

    private static final String LEARNT_FROM =
            "select event_id, swipe_id, direction, swiped_at, stated, %s from reco.learnt_from()"
                    .formatted(Traits.COLUMNS);

    /** What a feed waits for; without the vector it is a plain one. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** As long as a statement may take, twice: what is not built by then never will be. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Transactions transactions;
    private final Redis redis;
    private final Clock clock;
    private final Map<UUID, Uni<Void>> underway = new ConcurrentHashMap<>();

    BuildTaste(Transactions transactions, Redis redis, Clock clock) {
        this.transactions = transactions;
        this.redis = redis;
        this.clock = clock;
    }

    private record LearntFrom(List<Swiped> swipes, Map<UUID, Taught> taught, List<String> stated) {}

    /**
     * Changes nothing when something was learned since the caller looked: then look again.
     *
     * @param lookedAt the revision that was found
     */
    public Uni<Void> handle(UUID userId, String lookedAt) {
        return underway.computeIfAbsent(userId, first -> build(userId, lookedAt))
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }

    private Uni<Void> build(UUID userId, String lookedAt) {
        return transactions
                .sqlAsCaller(userId, connection -> connection
                        .preparedQuery(LEARNT_FROM)
                        .execute()
                        .map(BuildTaste::learntFrom)
                        .chain(from -> ReadCorrections.in(connection, userId).map(said -> vector(from, said))))
                .map(vector -> TasteScripts.build(userId, lookedAt, Ids.next().toString(), clock.millis(), vector))
                .chain(redis::send)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .onTermination()
                .invoke(() -> underway.remove(userId))
                .replaceWithVoid()
                .memoize()
                .indefinitely();
    }

    private Vector vector(LearntFrom from, Corrections said) {
        return Vector.of(from.swipes(), from.taught(), from.stated(), said, clock.instant());
    }

    private static LearntFrom learntFrom(RowSet<Row> rows) {
        var swipes = new ArrayList<Swiped>();
        var taught = new HashMap<UUID, Taught>();
        var stated = new ArrayList<String>();
        for (var row : rows) {
            var category = row.getString("stated");
            if (category != null) {
                stated.add(Facet.CATEGORY.named(category));
                continue;
            }
            var swipe = new Swiped(
                    row.getUUID("event_id"),
                    row.getUUID("swipe_id"),
                    Direction.of(row.getString("direction")),
                    row.getOffsetDateTime("swiped_at").toInstant());
            swipes.add(swipe);
            if (row.getOffsetDateTime("date_time") != null) {
                taught.put(swipe.eventId(), Taught.of(Traits.of(row)));
            }
        }
        stated.sort(null);
        return new LearntFrom(swipes, taught, stated);
    }
}
