package app.godo.users.session;

import io.vertx.mutiny.sqlclient.Row;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A refresh token that has come in, with its child, as they are while the session is locked. */
record PresentedToken(
        UUID id,
        Instant usedAt,
        Instant expiresAt,
        byte[] successorCipher,
        UUID childId,
        Instant childUsedAt,
        Instant childExpiresAt) {

    /** What is to be done with it. */
    enum Verdict {
        /** The current one: exchange it. */
        ROTATE,
        /** The answer was lost, or the app asked twice at once: the same child again. */
        REPEAT,
        /** Too old. */
        EXPIRED,
        /** Exchanged before, and its child in use: there is a copy. */
        REUSED
    }

    static PresentedToken of(Row row) {
        return new PresentedToken(
                row.getUUID("id"),
                instant(row, "used_at"),
                instant(row, "expires_at"),
                row.getBuffer("successor_cipher") == null
                        ? null
                        : row.getBuffer("successor_cipher").getBytes(),
                row.getUUID("child_id"),
                instant(row, "child_used_at"),
                instant(row, "child_expires_at"));
    }

    Verdict verdict(Instant now, Duration grace) {
        if (usedAt == null) {
            return now.isBefore(expiresAt) ? Verdict.ROTATE : Verdict.EXPIRED;
        }
        if (childUsedAt == null) {
            return now.isBefore(childExpiresAt) ? Verdict.REPEAT : Verdict.EXPIRED;
        }
        return successorCipher != null && now.isBefore(usedAt.plus(grace)) ? Verdict.REPEAT : Verdict.REUSED;
    }

    private static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
