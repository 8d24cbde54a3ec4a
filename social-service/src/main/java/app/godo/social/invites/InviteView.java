package app.godo.social.invites;

import app.godo.social.standing.Rows;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * An invite as who sent it, who it is for, or who runs the group sees it.
 *
 * @param groupName null for who does not find the group any longer
 * @param inviterName null for who has given none
 * @param userId whom it is for, null for a link
 * @param state {@code pending|accepted|declined|revoked|expired}
 * @param usesLeft how many people may still use the link, null for a person's
 * @param token what the link carries; told once, when it is made, and null ever after
 */
record InviteView(
        UUID id,
        UUID groupId,
        String groupName,
        UUID inviterId,
        String inviterName,
        UUID userId,
        String state,
        Integer usesLeft,
        String token,
        Instant expiresAt,
        Instant createdAt) {

    static InviteView of(Row row) {
        var invitee = row.getUUID("invitee");
        return new InviteView(
                row.getUUID("id"),
                row.getUUID("group_id"),
                row.getString("group_name"),
                row.getUUID("inviter"),
                row.getString("inviter_name"),
                invitee,
                row.getString("state"),
                invitee == null ? row.getInteger("uses_left") : null,
                null,
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "created_at"));
    }

    InviteView with(String itsToken) {
        return new InviteView(
                id,
                groupId,
                groupName,
                inviterId,
                inviterName,
                userId,
                state,
                usesLeft,
                itsToken,
                expiresAt,
                createdAt);
    }
}
