package app.godo.users.devices;

import app.godo.users.secrets.ColumnCipher;
import app.godo.users.secrets.ColumnCipher.Cell;
import app.godo.users.secrets.Pepper;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Remembers a device by its push token. A token is one device, whoever is signed in there: with somebody else's session it becomes
 * theirs. The id follows from the token, so that a device that registers again is the same one, and its sealed token stays in
 * its row.
 */
@Singleton
class RegisterDevice {

    /** Of those that somebody has, the ones used last. */
    static final int MOST_DEVICES = 20;

    /** Not for a session that is over, or is ending just now: nothing would silence the device any more. */
    private static final String REGISTER = """
            with session as materialized (select id from sessions where id = $3 and revoked_at is null for share),
            by_another_pepper as (
                delete from devices where token_hmac = any ($12) and token_hmac <> $5 and exists (select from session))
            insert into devices (
                id, user_id, session_id, platform, token_hmac, token_cipher, app_version, locale, time_zone, last_seen,
                token_hmac_key_id)
            select $1::uuid, $2::uuid, session.id, $4::text, $5::bytea, $6::bytea, $7::text, $8::text, $9::text, $10::timestamptz,
                $11::text
            from session
            on conflict (token_hmac) do update set
                user_id = excluded.user_id, session_id = excluded.session_id, platform = excluded.platform,
                token_hmac_key_id = excluded.token_hmac_key_id,
                token_cipher = excluded.token_cipher, app_version = excluded.app_version, locale = excluded.locale,
                time_zone = excluded.time_zone, last_seen = excluded.last_seen, disabled_at = null, disabled_reason = null
            returning id, platform, app_version, locale, time_zone, last_seen, disabled_at""";

    private static final String FORGET_OLDEST = """
            delete from devices where id in (
                select id from devices where user_id = $1 order by last_seen desc, id offset $2)""";

    private final Transactions transactions;
    private final ColumnCipher cipher;
    private final Pepper pepper;
    private final Clock clock;

    RegisterDevice(Transactions transactions, ColumnCipher cipher, Pepper pepper, Clock clock) {
        this.transactions = transactions;
        this.cipher = cipher;
        this.pepper = pepper;
        this.clock = clock;
    }

    /** As the worker: the row may be somebody else's until then. */
    Uni<DeviceView> handle(AccessToken caller, DeviceRequest request) {
        return transactions.sqlAsWorker(tx -> register(tx, caller, request)
                .call(() -> tx.preparedQuery(FORGET_OLDEST).execute(Tuple.of(caller.userId(), MOST_DEVICES))));
    }

    private Uni<DeviceView> register(SqlConnection tx, AccessToken caller, DeviceRequest request) {
        var known = pepper.all("expo", request.expoToken());
        var hmac = known[0];
        var id = idOf(hmac);
        var sealed = cipher.seal(new Cell("users.devices", "token_cipher", id), request.expoToken());
        return tx.preparedQuery(REGISTER)
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(caller.userId())
                        .addUUID(caller.sessionId())
                        .addString(request.platform().word())
                        .addValue(hmac)
                        .addValue(Buffer.buffer(sealed))
                        .addString(request.appVersion())
                        .addString(request.locale())
                        .addString(request.timeZone())
                        .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                        .addString(pepper.id())
                        .addValue(known))
                .invoke(registered -> Refusal.when(registered.rowCount() == 0, () -> new NotFound("session")))
                .map(rows -> DeviceView.of(rows.iterator().next()));
    }

    private static UUID idOf(Buffer hmac) {
        var bytes = ByteBuffer.wrap(hmac.getBytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
