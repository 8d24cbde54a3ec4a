package app.godo.events.moderating;

import app.godo.events.listings.Lookalikes;
import app.godo.events.moderating.QueuedEvent.Reported;
import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import app.godo.wire.paging.Cursors;
import app.godo.wire.paging.Page;
import app.godo.wire.problem.InvalidField;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads which Events a moderator has to look at, who waits longest first. */
@ApplicationScoped
class Queue {

    /** By what is waited for, the Events and since when. */
    private static final Map<String, String> WAITING = Map.of(
            "pending",
            "select id, created_at as since from events where moderation_status = 'pending'",
            "changed",
            "select id, look_again_at as since from events where look_again_at is not null",
            "reported",
            "select event_id as id, min(created_at) as since from reports where resolved_at is null group by event_id",
            "appealed",
            "select event_id as id, created_at as since from appeals where settled_at is null");

    private static final String PAGE = """
            select card.*, waiting.since,
                   (select words from appeals where event_id = card.id and settled_at is null) as appeal,
                   (select coalesce(jsonb_agg(jsonb_build_object(
                               'reason', open.reason, 'note', open.note, 'at', open.created_at) order by open.created_at), '[]')
                      from (select * from reports
                             where event_id = card.id and resolved_at is null order by created_at limit 50) as open) as reports
              from (%s) as waiting join event_cards as card on card.id = waiting.id
             where $1::timestamptz is null or (waiting.since, waiting.id) > ($1, $2::uuid)
             order by waiting.since, waiting.id
             limit $3""";

    private final Transactions transactions;
    private final Lookalikes lookalikes;
    private final Cursors cursors;

    Queue(Transactions transactions, Lookalikes lookalikes, Cursors cursors) {
        this.transactions = transactions;
        this.lookalikes = lookalikes;
        this.cursors = cursors;
    }

    /** @param state what is waited for */
    Uni<Page<QueuedEvent>> page(String state, String cursor, int limit) {
        if (!WAITING.containsKey(state)) {
            throw new InvalidField(
                    "?state",
                    "unknown-state",
                    "\"state\" must be \"pending\", \"changed\", \"reported\" or \"appealed\".");
        }
        var question = "events to moderate: " + state;
        var after = cursors.place(question, cursor);
        var parameters = Tuple.of(after.at(), after.id(), limit + 1);
        return transactions
                .sqlAsWorker(tx ->
                        tx.preparedQuery(PAGE.formatted(WAITING.get(state))).execute(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Queue::queued)
                        .toList())
                .map(events -> Page.of(
                        events,
                        limit,
                        last -> cursors.encode(
                                question, last.since(), last.event().id())))
                .chain(this::withLookalikes);
    }

    private Uni<Page<QueuedEvent>> withLookalikes(Page<QueuedEvent> page) {
        var submitted = page.items().stream()
                .map(QueuedEvent::event)
                .filter(EventView::isUserGenerated)
                .toList();
        return transactions
                .asWorker(() -> lookalikes.of(submitted))
                .map(like -> page.map(queued ->
                        queued.looking(like.getOrDefault(queued.event().id(), List.of()))));
    }

    private static QueuedEvent queued(Row row) {
        return new QueuedEvent(
                EventRows.view(row),
                row.getUUID("created_by_user_id"),
                row.getOffsetDateTime("since").toInstant(),
                List.of(),
                row.getString("appeal"),
                reports(row.getJsonArray("reports")));
    }

    private static List<Reported> reports(JsonArray reports) {
        return reports.stream()
                .map(JsonObject.class::cast)
                .map(one -> new Reported(
                        one.getString("reason"),
                        one.getString("note"),
                        OffsetDateTime.parse(one.getString("at")).toInstant()))
                .toList();
    }
}
