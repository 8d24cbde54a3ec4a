package app.godo.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing a person was told.
 *
 * @param type {@code friend_request|friend_accepted|event_cancelled|…}: a client shows what it does not know as it is
 * @param data ids and a deep link
 * @param isRead whether {@code readAt} is set
 * @param readAt null until it is
 */
public record NotificationView(
        UUID id,
        String type,
        String title,
        String message,
        JsonNode data,
        boolean isRead,
        Instant readAt,
        Instant createdAt) {

    /** The columns {@link #of} reads. */
    public static final String COLUMNS = "n.id, n.type, n.title, n.message, n.data, n.read_at, n.created_at";

    public static NotificationView of(Row row) {
        var readAt = row.getOffsetDateTime("read_at");
        JsonObject data = row.getJsonObject("data");
        return new NotificationView(
                row.getUUID("id"),
                row.getString("type"),
                row.getString("title"),
                row.getString("message"),
                DatabindCodec.mapper().valueToTree(data.getMap()),
                readAt != null,
                readAt == null ? null : readAt.toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
