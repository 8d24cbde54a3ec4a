package app.godo.users.session;

import app.godo.users.secrets.OpaqueToken;
import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Begins a family of refresh tokens. */
@Singleton
class OpenSession {

    /**
     * Holds the account and its password still while the session is opened, in this order ({@link EndSessions}), and renews the
     * hash where more is asked for now.
     */
    private static final String CONFIRM = """
            with person as materialized (
                select id from users where id = $1 and (is_active or $5 and deactivated_at > $4)
                for no key update)
            update credentials c set password_hash = $3, device_hash = nullif(c.device_hash, $6)
            from person
            where c.user_id = person.id and c.password_hash = $2""";

    private static final String OPEN = """
            with session as (
                insert into sessions (id, user_id, device_name, platform, created_at, last_used_at, expires_at, device_hash)
                values ($1, $2, $3, $4, $5, $5, $6, $11)),
            token as (
                insert into refresh_tokens (id, session_id, user_id, token_hash, issued_at, expires_at)
                values ($7, $1, $2, $8, $5, $9))
            update users set last_login = $10, is_active = true, deactivated_at = null
            where id = $2 and (last_login is distinct from $10 or not is_active)""";

    /** Of one account at once: one more ends the longest unused. */
    static final int MOST = 50;

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final SessionConfig config;
    private final Clock clock;

    OpenSession(
            Transactions transactions, EndSessions endSessions, SessionEnds ends, SessionConfig config, Clock clock) {
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.ends = ends;
        this.config = config;
        this.clock = clock;
    }

    /** @param ended others that there were too many of */
    private record Opened(SignedIn signedIn, List<UUID> ended) {}

    /** Null when the password, its hash or the account has changed since it was checked. */
    Uni<SignedIn> handle(
            Account account,
            String checkedHash,
            String currentHash,
            LoginRequest.Device device,
            OpaqueToken deviceToken,
            boolean comesBack) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(CONFIRM)
                        .execute(Tuple.of(
                                account.id(),
                                checkedHash,
                                currentHash,
                                clock.instant().minus(config.reactivation()).atOffset(ZoneOffset.UTC),
                                comesBack,
                                deviceToken.hash()))
                        .chain(confirmed -> confirmed.rowCount() == 0
                                ? Uni.createFrom().<Opened>nullItem()
                                : open(tx, account, device, deviceToken)))
                .onItem()
                .ifNotNull()
                .call(opened -> ends.deny(opened.ended()))
                .onItem()
                .ifNotNull()
                .transform(Opened::signedIn);
    }

    private Uni<Opened> open(SqlConnection tx, Account account, LoginRequest.Device device, OpaqueToken deviceToken) {
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
                        .addLocalDate(now.toLocalDate())
                        .addValue(deviceToken.hash()))
                .chain(() -> endSessions.allButTheLatest(tx, account.id(), MOST))
                .map(ended -> new Opened(new SignedIn(account, session, token, deviceToken), ended));
    }
}
