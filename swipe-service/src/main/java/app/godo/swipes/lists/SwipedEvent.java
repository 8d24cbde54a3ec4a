package app.godo.swipes.lists;

import app.godo.wire.events.EventRows;
import app.godo.wire.events.EventView;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * An Event on one of the caller's lists, as it is now: a cancelled one says so.
 *
 * @param swipeId the swipe that put it there
 */
record SwipedEvent(UUID swipeId, EventView event, Instant swipedAt) {

    static SwipedEvent of(Row row) {
        return new SwipedEvent(
                row.getUUID("swipe_id"),
                EventRows.view(row),
                row.getOffsetDateTime("swiped_at").toInstant());
    }
}
