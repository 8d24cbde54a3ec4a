package app.godo.social.friends;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * A request that waits for its answer.
 *
 * @param user the other person
 */
record PendingRequest(UUID id, PersonView user, Instant createdAt) {

    static PendingRequest of(Row row) {
        return new PendingRequest(
                row.getUUID("id"),
                new PersonView(
                        row.getUUID("person_id"), row.getString("full_name"), row.getString("profile_image_url")),
                row.getOffsetDateTime("asked_at").toInstant());
    }
}
