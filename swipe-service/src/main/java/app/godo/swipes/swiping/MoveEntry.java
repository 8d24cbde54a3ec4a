package app.godo.swipes.swiping;

import app.godo.wire.facts.Direction;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** Moves an Event between a person's lists. A list is what was swiped its way, so a move is a swipe. */
@ApplicationScoped
class MoveEntry {

    /** The way that counts for the Event, and for what was found to be the same. */
    private static final String COUNTS = """
            select mine.direction from current_swipes as mine
             where mine.user_id = $1 and mine.event_id in (
                   select coalesce(asked.merged_into, asked.id) from events.event_cards as asked where asked.id = $2
                   union all
                   select twin.id from events.event_cards as asked
                     join events.event_cards as twin on twin.merged_into = coalesce(asked.merged_into, asked.id)
                    where asked.id = $2)
             order by array_position('{right,up,down,left}', mine.direction::text)
             limit 1""";

    private final Transactions transactions;
    private final RecordSwipes recordSwipes;

    MoveEntry(Transactions transactions, RecordSwipes recordSwipes) {
        this.transactions = transactions;
        this.recordSwipes = recordSwipes;
    }

    /**
     * What is there already stays as it was swiped.
     *
     * @param list by the way that leads to it
     */
    Uni<Void> to(UUID userId, UUID eventId, Direction list) {
        return swiped(userId, eventId)
                .chain(way -> way.filter(list::equals).isPresent()
                        ? Uni.createFrom().voidItem()
                        : swipe(userId, eventId, list));
    }

    /**
     * What is on another list stays there.
     *
     * @param list by the way that leads to it
     */
    Uni<Void> off(UUID userId, UUID eventId, Direction list) {
        return swiped(userId, eventId)
                .chain(way -> way.filter(list::equals).isEmpty()
                        ? Uni.createFrom().voidItem()
                        : swipe(userId, eventId, Direction.LEFT));
    }

    private Uni<Optional<Direction>> swiped(UUID userId, UUID eventId) {
        return transactions
                .statementAsCaller(userId, COUNTS, Tuple.of(userId, eventId))
                .map(rows -> rows.rowCount() == 0
                        ? Optional.empty()
                        : Optional.of(Direction.of(rows.iterator().next().getString(0))));
    }

    private Uni<Void> swipe(UUID userId, UUID eventId, Direction direction) {
        var swipe = new SwipeRequest(eventId, direction, null, null, null, null);
        return recordSwipes
                .handle(userId, List.of(swipe))
                .invoke(outcomes -> {
                    if (outcomes.getFirst() instanceof Outcome.Rejected(var id, var no)) {
                        throw no;
                    }
                })
                .replaceWithVoid();
    }
}
