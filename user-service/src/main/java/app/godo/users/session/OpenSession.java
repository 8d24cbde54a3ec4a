package app.godo.users.session;

import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import jakarta.inject.Singleton;

/** Begins a family of refresh tokens. */
@Singleton
class OpenSession {

    /** Holds the password still while the session is opened, and renews its hash where more is asked for now. */
    private static final String CONFIRM = """
            update credentials c set password_hash = $3
            from users u
            where c.user_id = $1 and c.password_hash = $2 and u.id = c.user_id and u.is_active""";

    private static final String OPEN = """
            with session as (
                insert into sessions (id, user_id, device_name, platform, created_at, last_used_at, expires_at)
                values ($1, $2, $3, $4, $5, $5, $6)),
            token as (
                insert into refresh_tokens (id, session_id, user_id, token_hash, issued_at, expires_at)
                values ($7, $1, $2, $8, $5, $9))
            update users set last_login = $10 where id = $2 and last_login is distinct from $10""";

    private final Transactions transactions;
    private final SessionConfig config;
    private final Clock clock;

    OpenSession(Transactions transactions, SessionConfig config, Clock clock) {
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    /** Null when the password, its hash or the account has changed since it was checked. */
    Uni<SignedIn> handle(Account account, String checkedHash, String currentHash, LoginRequest.Device device) {
        return transactions.sqlAsWorker(tx -> tx.preparedQuery(CONFIRM)
                .execute(Tuple.of(account.id(), checkedHash, currentHash))
                .chain(confirmed ->
                        confirmed.rowCount() == 0 ? Uni.createFrom().nullItem() : open(tx, account, device)));
    }

    private Uni<SignedIn> open(SqlConnection tx, Account account, LoginRequest.Device device) {
        var session = Ids.next();
        var token = RefreshTokens.next();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return tx.preparedQuery(OPEN)
                .execute(Tuple.tuple()
                        .addUUID(session)
                        .addUUID(account.id())
                        .addString(device.name())
                        .addString(device.platform())
                        .addOffsetDateTime(now)
                        .addOffsetDateTime(now.plus(config.absolute()))
                        .addUUID(Ids.next())
                        .addValue(token.hash())
                        .addOffsetDateTime(now.plus(config.idle()))
                        .addLocalDate(now.toLocalDate()))
                .replaceWith(new SignedIn(account, session, token));
    }
}
