package app.godo.users.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/**
 * Ends sessions of somebody whose account has changed. There is one order in which rows are locked, and whoever needs several of
 * them keeps to it: the account, its credentials, its sessions by id, their tokens. A sign-in and a refresh keep to it too: neither
 * waits for an account while it holds what a change of the account needs.
 */
@Singleton
public class EndSessions {

    private static final String HOLD = "select id from users where id = $1 for no key update";

    private static final String END = """
            update sessions set revoked_at = $3, revoked_reason = $4
            where id in (
                select id from sessions where user_id = $1 and id is distinct from $2 and revoked_at is null
                order by id for update)
            returning id""";

    /** Which ones is found first, and locked in the order of all. */
    private static final String END_SURPLUS = """
            update sessions set revoked_at = $2, revoked_reason = $4
            where id in (
                select id from sessions
                where revoked_at is null and id = any (array(
                    select id from sessions where user_id = $1 and revoked_at is null and expires_at > $2
                    order by last_used_at desc, id desc offset $3))
                order by id for update)
            returning id""";

    /** What somebody else may have signed in on is no longer known. */
    private static final String FORGET_DEVICES = """
            update sessions set device_hash = null
            where user_id = $1 and device_hash is not null and device_hash is distinct from $3
                and device_hash is distinct from (select device_hash from sessions where id = $2)""";

    private static final String FORGET_DEVICE = """
            update sessions set device_hash = null
            where user_id = $1 and device_hash = (select device_hash from sessions where id = $2 and user_id = $1)""";

    private final SessionEnds ends;
    private final Clock clock;

    EndSessions(SessionEnds ends, Clock clock) {
        this.ends = ends;
        this.clock = clock;
    }

    /** Locks the account until the transaction ends: before anything of it is changed. False when there is none. */
    public Uni<Boolean> hold(SqlConnection tx, UUID userId) {
        return tx.preparedQuery(HOLD).execute(Tuple.of(userId)).map(held -> held.rowCount() == 1);
    }

    /**
     * Ends them and tells of it. {@link SessionEnds#deny} belongs after the commit.
     *
     * @param kept the one that goes on, null for none
     */
    public Uni<List<UUID>> allBut(SqlConnection tx, UUID userId, UUID kept, String reason) {
        return end(tx, END, Tuple.of(userId, kept, clock.instant().atOffset(ZoneOffset.UTC), reason), userId, reason);
    }

    /** The same with those that have been unused the longest, for whoever holds the account. */
    Uni<List<UUID>> allButTheLatest(SqlConnection tx, UUID userId, int most) {
        var reason = "too-many-sessions";
        return end(
                tx,
                END_SURPLUS,
                Tuple.of(userId, clock.instant().atOffset(ZoneOffset.UTC), most, reason),
                userId,
                reason);
    }

    private Uni<List<UUID>> end(SqlConnection tx, String which, Tuple parameters, UUID userId, String reason) {
        return tx.preparedQuery(which)
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> row.getUUID("id"))
                        .toList())
                .call(sessions -> ends.tell(tx, userId, sessions, reason));
    }

    /**
     * No device is known any more but that of the session that goes on, and that one which whoever does this has in hand.
     *
     * @param kept null for none
     * @param inHand the hash of its secret, null for none
     */
    public Uni<Void> forgetDevices(SqlConnection tx, UUID userId, UUID kept, Buffer inHand) {
        return tx.preparedQuery(FORGET_DEVICES)
                .execute(Tuple.of(userId, kept, inHand))
                .replaceWithVoid();
    }

    /** The device of this session is as good as any stranger's from now on. */
    Uni<Void> forgetDevice(SqlConnection tx, UUID userId, UUID session) {
        return tx.preparedQuery(FORGET_DEVICE)
                .execute(Tuple.of(userId, session))
                .replaceWithVoid();
    }
}
