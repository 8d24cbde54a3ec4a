package app.godo.wire.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Rows of the published view {@code events.event_cards} as {@link EventView}s, their people counted as {@link PublicCount} tells
 * them, unless the view says that the reader is told the number.
 */
public final class EventRows {

    /**
     * @param row all columns of the view; besides them {@code my_attendance} and {@code my_swipe}, where the query asks for them
     */
    public static EventView view(Row row) {
        var exact = row.getBoolean("counts_exactly");
        var capacity = row.getInteger("capacity");
        var taken = row.getInteger("current_attendees");
        var waiting = row.getInteger("waitlist_length");
        var mine = optional(row, "my_attendance");
        return new EventView(
                row.getUUID("id"),
                row.getString("title"),
                row.getString("description"),
                instant(row, "date_time"),
                instant(row, "end_time"),
                row.getString("time_zone"),
                row.getBoolean("all_day"),
                row.getBoolean("time_tbd"),
                row.getString("schedule_status"),
                row.getString("location_kind"),
                row.getString("location_name"),
                row.getString("location_address"),
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                row.getString("neighborhood"),
                row.getString("borough"),
                row.getString("category"),
                List.of(row.getArrayOfStrings("tags")),
                row.getInteger("price_min"),
                row.getInteger("price_max"),
                row.getString("currency"),
                row.getBoolean("price_known"),
                row.getBoolean("is_free"),
                row.getString("image_url"),
                capacity,
                exact ? taken : PublicCount.ofSeats(taken, capacity, mine),
                exact ? waiting : PublicCount.ofWaiting(waiting, mine),
                row.getString("source"),
                row.getString("external_url"),
                row.getBoolean("is_user_generated"),
                row.getString("moderation_status"),
                json(row.getJsonObject("accessibility_info")),
                row.getInteger("transit_score"),
                mine,
                optional(row, "my_swipe"),
                row.getLong("version"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                sources(row.getJsonArray("sources")),
                row.getUUID("merged_into"),
                row.getInteger("external_remaining"),
                instant(row, "external_remaining_at"),
                row.getBoolean("is_featured"),
                row.getUUID("series_id"));
    }

    private static List<EventSource> sources(JsonArray sources) {
        return sources.isEmpty()
                ? List.of()
                : sources.stream()
                        .map(JsonObject.class::cast)
                        .map(one -> new EventSource(
                                one.getString("source"),
                                one.getString("url"),
                                one.getJsonArray("fields").stream()
                                        .map(String.class::cast)
                                        .toList(),
                                one.getString("attribution"),
                                one.getBoolean("redistributable")))
                        .toList();
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private static String optional(Row row, String column) {
        return row.getColumnIndex(column) < 0 ? null : row.getString(column);
    }

    private static JsonNode json(JsonObject object) {
        return object == null || object.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : DatabindCodec.mapper().valueToTree(object.getMap());
    }

    private EventRows() {}
}
