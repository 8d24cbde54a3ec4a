package app.godo.social.friends;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * A friend.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 * @param since when the friendship was agreed upon
 */
record FriendView(UUID id, String fullName, String profileImageUrl, Instant since) {

    static FriendView of(Row row) {
        return new FriendView(
                row.getUUID("person_id"),
                row.getString("full_name"),
                row.getString("profile_image_url"),
                row.getOffsetDateTime("since").toInstant());
    }
}
