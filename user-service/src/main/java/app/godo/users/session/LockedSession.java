package app.godo.users.session;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/** A session nobody else can change until the transaction ends. */
record LockedSession(UUID id, Account account, boolean usable, Instant expiresAt) {

    static LockedSession of(Row row) {
        return new LockedSession(
                row.getUUID("session_id"),
                Account.of(row),
                row.getBoolean("usable"),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    boolean over(Instant now) {
        return !usable || !now.isBefore(expiresAt);
    }
}
