package app.godo.social.chat;

import app.godo.social.standing.Rows;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as a member of the group sees it.
 *
 * @param seq its place in the order of the group: the same for everybody, growing, with gaps
 * @param body null when it was taken away
 * @param replyTo the message it answers, null for none and when that is gone
 * @param editedAt null when it says what it said at first
 * @param deletedAt null as long as it is there
 */
record MessageView(
        UUID id,
        UUID groupId,
        long seq,
        UUID authorId,
        UUID clientMsgId,
        String body,
        UUID replyTo,
        Instant createdAt,
        Instant editedAt,
        Instant deletedAt) {

    /** The columns of a message. */
    static final String COLUMNS =
            "id, group_id, seq, author, client_msg_id, body, reply_to, created_at, edited_at, deleted_at";

    static MessageView of(Row row) {
        var deletedAt = Rows.instant(row, "deleted_at");
        return new MessageView(
                row.getUUID("id"),
                row.getUUID("group_id"),
                row.getLong("seq"),
                row.getUUID("author"),
                row.getUUID("client_msg_id"),
                deletedAt == null ? row.getString("body") : null,
                row.getUUID("reply_to"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "edited_at"),
                deletedAt);
    }
}
