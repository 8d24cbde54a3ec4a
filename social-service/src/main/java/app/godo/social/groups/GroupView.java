package app.godo.social.groups;

import app.godo.social.standing.Rows;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * A group as the caller sees it.
 *
 * @param description null for none
 * @param privacyLevel {@code private|friends_only|public}
 * @param memberCount how many are in it, also those whom the caller does not see
 * @param myRole {@code admin|moderator|member}, null for who is not in it
 * @param isActive false when nobody is left in it
 * @param version grows with every change of what an admin may change; the ETag begins with it
 */
record GroupView(
        UUID id,
        String name,
        String description,
        String privacyLevel,
        int maxMembers,
        int memberCount,
        String myRole,
        boolean isActive,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static GroupView of(Row row) {
        return new GroupView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("privacy_level"),
                row.getInteger("max_members"),
                row.getInteger("member_count"),
                row.getString("my_role"),
                row.getBoolean("is_active"),
                row.getLong("version"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    /** What an admin may change of it. */
    GroupRequest editable() {
        return new GroupRequest(name, description, Privacy.of(privacyLevel), maxMembers);
    }

    /** Its version, and what else of it may be otherwise for this caller. */
    String tag() {
        return "%d.%d.%s".formatted(version, memberCount, myRole == null ? "none" : myRole);
    }
}
