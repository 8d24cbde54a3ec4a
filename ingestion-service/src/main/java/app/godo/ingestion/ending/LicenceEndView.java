package app.godo.ingestion.ending;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * The end of a Source's licence, and how far what came from it is removed.
 *
 * @param endedBy the admin who said so
 * @param listings how many Listings were removed so far, each of which is told as withdrawn
 * @param payloads how many of its answers were removed so far
 * @param quarantined how many rows that could not be read were removed so far
 * @param purgedAt when nothing of it was left; null while it is being removed
 */
record LicenceEndView(
        String source,
        Instant endedAt,
        UUID endedBy,
        String reason,
        int listings,
        int payloads,
        int quarantined,
        Instant purgedAt) {

    static LicenceEndView of(Row row) {
        var purgedAt = row.getOffsetDateTime("purged_at");
        return new LicenceEndView(
                row.getString("source_name"),
                row.getOffsetDateTime("ended_at").toInstant(),
                row.getUUID("ended_by"),
                row.getString("reason"),
                row.getInteger("listings"),
                row.getInteger("payloads"),
                row.getInteger("quarantined"),
                purgedAt == null ? null : purgedAt.toInstant());
    }
}
