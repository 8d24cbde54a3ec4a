package app.godo.social.members;

import app.godo.social.standing.Rows;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody in a group.
 *
 * @param fullName null for who has given none
 * @param profileImageUrl null for none
 * @param role {@code admin|moderator|member}
 */
record MemberView(UUID userId, String fullName, String profileImageUrl, String role, Instant joinedAt) {

    static MemberView of(Row row) {
        return new MemberView(
                row.getUUID("user_id"),
                row.getString("full_name"),
                row.getString("profile_image_url"),
                row.getString("role"),
                Rows.instant(row, "joined_at"));
    }
}
