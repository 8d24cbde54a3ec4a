package app.godo.users.session;

import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/** The refresh tokens of the sessions. Whatever changes one holds the lock of its session. */
@Singleton
class RefreshTokens {

    private static final String KIND = "gr1";

    private static final String FIND = """
            select t.id, t.used_at, t.expires_at, t.successor_cipher,
                c.id as child_id, c.used_at as child_used_at, c.expires_at as child_expires_at
            from refresh_tokens t left join refresh_tokens c on c.parent_id = t.id
            where t.token_hash = $1""";

    private static final String USE = """
            update refresh_tokens set used_at = $2, successor_cipher = $3 where id = $1 and used_at is null""";

    /** And forgets which child other tokens had: they may no longer come back, and theirs has been used. */
    private static final String FOLLOW = """
            with child as (
                insert into refresh_tokens (id, session_id, user_id, token_hash, parent_id, issued_at, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7)),
            forgotten as (
                update refresh_tokens set successor_cipher = null
                where session_id = $2 and successor_cipher is not null and used_at <= $8 and id <> $5)
            update sessions set last_used_at = $6 where id = $2""";

    private final ColumnCipher cipher;
    private final SessionConfig config;

    RefreshTokens(ColumnCipher cipher, SessionConfig config) {
        this.cipher = cipher;
        this.config = config;
    }

    static OpaqueToken next() {
        return OpaqueToken.of(KIND);
    }

    Uni<PresentedToken> find(SqlConnection tx, OpaqueToken token) {
        return tx.preparedQuery(FIND)
                .execute(Tuple.of(token.hash()))
                .map(rows -> PresentedToken.of(rows.iterator().next()));
    }

    /** Exchanges the current token for its one child. */
    Uni<OpaqueToken> rotate(SqlConnection tx, LockedSession session, PresentedToken presented, Instant instant) {
        var child = next();
        var now = instant.atOffset(ZoneOffset.UTC);
        var expiry = session.expiresAt().isBefore(instant.plus(config.idle()))
                ? session.expiresAt()
                : instant.plus(config.idle());
        var sealed = Buffer.buffer(cipher.seal(successorOf(presented.id()), child.text()));
        return tx.preparedQuery(USE)
                .execute(Tuple.of(presented.id(), now, sealed))
                .invoke(used -> {
                    if (used.rowCount() != 1) {
                        throw new IllegalStateException("a refresh token was used twice under the lock of its session");
                    }
                })
                .chain(() -> tx.preparedQuery(FOLLOW)
                        .execute(Tuple.tuple()
                                .addUUID(Ids.next())
                                .addUUID(session.id())
                                .addUUID(session.account().id())
                                .addValue(child.hash())
                                .addUUID(presented.id())
                                .addOffsetDateTime(now)
                                .addOffsetDateTime(expiry.atOffset(ZoneOffset.UTC))
                                .addOffsetDateTime(now.minus(config.grace()))))
                .replaceWith(child);
    }

    /** The child that was given before. */
    OpaqueToken successor(PresentedToken presented) {
        return new OpaqueToken(cipher.open(successorOf(presented.id()), presented.successorCipher()));
    }

    private static Cell successorOf(UUID token) {
        return new Cell("users.refresh_tokens", "successor_cipher", token);
    }
}
