package app.godo.users.session;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * One of the caller's sessions.
 *
 * @param deviceName null where the device did not say
 * @param platform null likewise
 * @param current whether it is the one that asks
 */
public record SessionView(
        UUID id, String deviceName, String platform, Instant createdAt, Instant lastUsedAt, boolean current) {

    static SessionView of(Row row, UUID current) {
        var id = row.getUUID("id");
        return new SessionView(
                id,
                row.getString("device_name"),
                row.getString("platform"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_used_at").toInstant(),
                id.equals(current));
    }
}
