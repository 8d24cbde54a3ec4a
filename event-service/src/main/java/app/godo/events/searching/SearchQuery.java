package app.godo.events.searching;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds Events, in one statement and one round trip; what is found is read with the caller's own eyes. */
@ApplicationScoped
class SearchQuery {

    private static final String PAGE = """
            select card.*, found.tier,
                   (select mine.status from attendance as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_attendance,
                   (select mine.direction from swipes.my_swipes as mine
                     where mine.user_id = $1 and mine.event_id = card.id) as my_swipe
              from events.search($2) as found join event_cards as card on card.id = found.id
             order by found.tier desc, found.date_time, found.id""";

    private final Transactions transactions;
    private final Cursors cursors;

    SearchQuery(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    private record Found(EventView event, int tier) {

        static Found of(Row row) {
            return new Found(EventRows.view(row), row.getInteger("tier"));
        }

        String[] position() {
            return new String[] {
                Integer.toString(tier), event.dateTime().toString(), event.id().toString()
            };
        }
    }

    Uni<Page<EventView>> page(UUID caller, JsonObject sought, int limit, String cursor) {
        var question = "search by %s: %s".formatted(caller, sought.encode());
        var asked = sought.copy().put("limit", limit + 1);
        if (cursor != null) {
            var after = cursors.decode(question, cursor);
            asked.put("tier", after.get(0)).put("date_time", after.get(1)).put("id", after.get(2));
        }
        return transactions
                .statementAsCaller(caller, PAGE, Tuple.of(caller, asked))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Found::of)
                        .toList())
                .map(found -> Page.of(found, limit, last -> cursors.encode(question, last.position())))
                .map(page -> page.map(Found::event));
    }
}
