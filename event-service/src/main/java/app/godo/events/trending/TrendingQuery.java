package app.godo.events.trending;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads what trends, hottest first, in one statement. Whoever blocks the one who put an Event in does not see it here either. */
@ApplicationScoped
class TrendingQuery {

    /** What everybody may see, and nothing else. */
    private static final String AS_ANYBODY = "set local godo.worker = ''; set local godo.anybody = 'on'";

    private static final String PAGE = """
            select card.*, hot.heat,
                   (select mine.status from attendance as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_attendance,
                   (select mine.direction from swipes.my_swipes as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_swipe
              from trending as hot join event_cards as card on card.id = hot.event_id
             where hot.span = $2
               and card.is_active and card.moderation_status = 'approved' and card.schedule_status <> 'cancelled'
               and events.over_at(card.date_time, card.end_time, card.all_day, card.time_tbd, card.time_zone) > now()
               and ($3::text is null or card.neighborhood = $3)
               and ($4::float8 is null or (hot.heat, hot.event_id) < ($4, $5::uuid))
             order by hot.heat desc, hot.event_id desc
             limit $6""";

    private final Transactions transactions;
    private final Cursors cursors;

    TrendingQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    private record Hot(EventView event, double heat) {

        static Hot of(Row row) {
            return new Hot(EventRows.view(row), row.getDouble("heat"));
        }
    }

    /**
     * A page of what trends.
     *
     * @param caller null for nobody in particular
     * @param neighborhood null for the whole city
     */
    Uni<Page<EventView>> page(UUID caller, Span span, String neighborhood, int limit, String cursor) {
        var question = "trending for %s in %s: %s".formatted(caller, neighborhood, span);
        var after = cursor == null ? null : cursors.decode(question, cursor);
        var parameters = Tuple.tuple()
                .addUUID(caller)
                .addString(span.word())
                .addString(neighborhood)
                .addDouble(after == null ? null : Double.valueOf(after.get(0)))
                .addUUID(after == null ? null : UUID.fromString(after.get(1)))
                .addInteger(limit + 1);
        return rows(caller, parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Hot::of)
                        .toList())
                .map(items -> Page.of(items, limit, last -> cursors.encode(question, position(last))))
                .map(page -> page.map(Hot::event));
    }

    private Uni<RowSet<Row>> rows(UUID caller, Tuple parameters) {
        return caller == null
                ? transactions.sqlAsWorker(tx -> tx.query(AS_ANYBODY).execute().chain(() -> tx.preparedQuery(PAGE)
                        .execute(parameters)))
                : transactions.statementAsCaller(caller, PAGE, parameters);
    }

    private static String[] position(Hot last) {
        return new String[] {Double.toString(last.heat()), last.event().id().toString()};
    }
}
