package app.godo.events.reading;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.NotFound;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the other days of a series. */
@ApplicationScoped
class OccurrencesQuery {

    private static final String SERIES = "select series_id from event_cards where id = events.surviving($1)";

    private static final String PAGE = """
            select card.*,
                   (select mine.status from attendance as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_attendance,
                   (select mine.direction from swipes.my_swipes as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_swipe
              from event_cards as card
             where card.series_id = $2 and card.is_active
               and events.over_at(card.date_time, card.end_time, card.all_day, card.time_tbd, card.time_zone) > now()
               and ($3::timestamptz is null or (card.date_time, card.id) > ($3, $4::uuid))
             order by card.date_time, card.id
             limit $5""";

    private final Transactions transactions;
    private final Cursors cursors;

    OccurrencesQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** @throws NotFound when there is no such Event that the caller may see */
    Uni<Page<EventView>> of(UUID caller, UUID eventId, String cursor, int limit) {
        var question = "occurrences of %s for %s".formatted(eventId, caller);
        var after = cursors.place(question, cursor);
        return transactions
                .sqlAsCaller(caller, tx -> series(tx, eventId).chain(series -> tx.preparedQuery(PAGE)
                        .execute(Tuple.of(caller, series, after.at(), after.id(), limit + 1))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(EventRows::view)
                        .toList())
                .map(events -> Page.of(events, limit, last -> cursors.encode(question, last.dateTime(), last.id())));
    }

    private static Uni<UUID> series(SqlConnection tx, UUID eventId) {
        return tx.preparedQuery(SERIES).execute(Tuple.of(eventId)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw new NotFound("event");
            }
            return rows.iterator().next().getUUID("series_id");
        });
    }
}
