package app.godo.events.reading;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Reads an Event with what is the reader's own, in one statement and one round trip. The id of one that was merged into another
 * finds the other.
 */
@ApplicationScoped
class EventQuery {

    private static final String ONE = """
            select card.*,
                   (select mine.status from attendance as mine
                     where mine.user_id = $2 and mine.event_id = card.id) as my_attendance,
                   (select mine.direction from swipes.my_swipes as mine
                     where mine.user_id = $2
                       and mine.event_id = any (array(
                           select card.id union all select id from event_cards where merged_into = card.id))
                     order by mine.event_id <> card.id limit 1) as my_swipe
              from event_cards as card where card.id = (select events.surviving($1))""";

    private final Transactions transactions;

    EventQuery(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<EventView> one(UUID caller, UUID eventId) {
        return transactions
                .statementAsCaller(caller, ONE, Tuple.of(eventId, caller))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new NotFound("event");
                    }
                    return EventRows.view(rows.iterator().next());
                });
    }
}
