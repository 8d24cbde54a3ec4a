package app.godo.reco.tastes;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What a person has swiped as the database has it, for when Redis cannot say. */
@ApplicationScoped
public class SwipedEvents {

    private static final String MINE = """
            select s.event_id from swipes.swiped_events s
             where s.user_id = $1""";

    private final Transactions transactions;

    SwipedEvents(Transactions transactions) {
        this.transactions = transactions;
    }

    public Uni<Set<UUID>> of(UUID userId) {
        return transactions.sqlAsCaller(userId, connection -> connection
                .preparedQuery(MINE)
                .execute(Tuple.of(userId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("event_id"))
                        .collect(Collectors.toUnmodifiableSet())));
    }
}
