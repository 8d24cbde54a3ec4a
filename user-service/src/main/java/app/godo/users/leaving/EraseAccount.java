package app.godo.users.leaving;

import app.godo.users.session.EndSessions;
import app.godo.users.session.SessionEnds;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Erases an account and all rows of every schema that are somebody's because of it, in one transaction: how is the database's to
 * know. The Fact tells the others to erase what they keep elsewhere.
 */
@Singleton
class EraseAccount {

    /** Somebody may have left many rows, and nobody waits for them. */
    private static final String PATIENTLY = "set local statement_timeout = '2min'";

    private static final String ERASE = "select users.erase($1)";

    private final EndSessions endSessions;
    private final Outbox outbox;
    private final Clock clock;

    EraseAccount(EndSessions endSessions, Outbox outbox, Clock clock) {
        this.endSessions = endSessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * In a transaction that holds the account.
     *
     * @return the sessions that ended: {@link SessionEnds#deny} belongs after the commit
     */
    Uni<List<UUID>> handle(SqlConnection tx, UUID userId) {
        // sessions first, as everywhere: a refresh that holds one of them needs the account
        return endSessions
                .allBut(tx, userId, null, "erased")
                .call(() -> tx.query(PATIENTLY).execute())
                .call(() -> tx.preparedQuery(ERASE).execute(Tuple.of(userId)))
                .call(() -> outbox.append(tx, List.of(new UserFact.Erased(Ids.next(), clock.instant(), userId))));
    }
}
