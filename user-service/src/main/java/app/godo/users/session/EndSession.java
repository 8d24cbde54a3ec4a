package app.godo.users.session;

import app.godo.wire.problem.NotFound;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Ends one of one's sessions, as of a phone that was lost; which device it was is forgotten, and that is the worker's to do. */
@Singleton
class EndSession {

    private static final String END = """
            update sessions set revoked_at = $3, revoked_reason = 'ended-by-owner'
            where id = $1 and user_id = $2 and revoked_at is null""";

    private final Transactions transactions;
    private final EndSessions endSessions;
    private final SessionEnds ends;
    private final Clock clock;

    EndSession(Transactions transactions, EndSessions endSessions, SessionEnds ends, Clock clock) {
        this.transactions = transactions;
        this.endSessions = endSessions;
        this.ends = ends;
        this.clock = clock;
    }

    Uni<Void> handle(UUID caller, UUID session) {
        return transactions.sqlAsWorker(tx -> end(tx, caller, session)).chain(() -> ends.deny(List.of(session)));
    }

    private Uni<Void> end(SqlConnection tx, UUID caller, UUID session) {
        return endSessions
                .forgetDevice(tx, caller, session)
                .chain(() -> tx.preparedQuery(END)
                        .execute(Tuple.of(session, caller, clock.instant().atOffset(ZoneOffset.UTC))))
                .invoke(ended -> Refusal.when(ended.rowCount() == 0, () -> new NotFound("session")))
                .chain(() -> ends.tell(tx, caller, List.of(session), "ended-by-owner"));
    }
}
