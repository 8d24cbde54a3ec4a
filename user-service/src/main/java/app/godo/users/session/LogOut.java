package app.godo.users.session;

import app.godo.wire.caller.AccessToken;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/** Ends the session one is in, or all of one's sessions. */
@Singleton
class LogOut {

    private static final String END = """
            update sessions set revoked_at = $3, revoked_reason = 'logout'
            where id in (
                select id from sessions where user_id = $1 and ($2::uuid is null or id = $2) and revoked_at is null
                order by id for update)
            returning id""";

    private final Transactions transactions;
    private final SessionEnds ends;
    private final Clock clock;

    LogOut(Transactions transactions, SessionEnds ends, Clock clock) {
        this.transactions = transactions;
        this.ends = ends;
        this.clock = clock;
    }

    Uni<Void> handle(AccessToken caller, boolean all) {
        return transactions
                .sqlAsCaller(caller.userId(), tx -> end(tx, caller.userId(), all ? null : caller.sessionId()))
                .chain(sessions -> {
                    // the token at hand ends in any case, also when its session had ended before
                    var denied = new HashSet<>(sessions);
                    denied.add(caller.sessionId());
                    return ends.deny(denied);
                });
    }

    private Uni<List<UUID>> end(SqlConnection tx, UUID userId, UUID sessionOrNull) {
        return tx.preparedQuery(END)
                .execute(Tuple.of(userId, sessionOrNull, clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> row.getUUID("id"))
                        .toList())
                .call(sessions -> ends.tell(tx, userId, sessions, "logout"));
    }
}
