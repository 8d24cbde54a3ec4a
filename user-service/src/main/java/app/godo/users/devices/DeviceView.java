package app.godo.users.devices;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * One of the caller's devices; its token is nobody's to read.
 *
 * @param appVersion null where the device did not say
 * @param locale null likewise
 * @param timeZone null likewise
 * @param enabled whether it is told anything
 */
public record DeviceView(
        UUID id,
        String platform,
        String appVersion,
        String locale,
        String timeZone,
        Instant lastSeen,
        boolean enabled) {

    static DeviceView of(Row row) {
        return new DeviceView(
                row.getUUID("id"),
                row.getString("platform"),
                row.getString("app_version"),
                row.getString("locale"),
                row.getString("time_zone"),
                row.getOffsetDateTime("last_seen").toInstant(),
                row.getOffsetDateTime("disabled_at") == null);
    }
}
