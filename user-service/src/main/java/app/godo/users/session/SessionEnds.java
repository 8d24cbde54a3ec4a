package app.godo.users.session;

import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.EndedSessions;
import app.godo.wire.facts.UserFact;
import app.godo.wire.outbox.Outbox;
import app.godo.wire.time.Ids;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * What the end of a session means to others: nothing is told to its device any more, a Fact goes out with it, and its access tokens
 * are refused right after.
 */
@Singleton
public class SessionEnds {

    private static final String SILENCE = """
            update devices set disabled_at = $2, disabled_reason = 'session-ended'
            where session_id = any ($1) and disabled_at is null""";

    private final Outbox outbox;
    private final EndedSessions ended;
    private final Clock clock;

    SessionEnds(Outbox outbox, EndedSessions ended, Clock clock) {
        this.outbox = outbox;
        this.ended = ended;
        this.clock = clock;
    }

    /** In the transaction that ends them. */
    public Uni<Void> tell(SqlConnection tx, UUID userId, Collection<UUID> sessions, String reason) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var now = clock.instant();
        var facts = sessions.stream()
                .map(session ->
                        new UserFact.SessionEnded(Ids.next(), now, userId, session, reason, now.plus(AccessToken.LIFE)))
                .toList();
        return tx.preparedQuery(SILENCE)
                .execute(Tuple.of(sessions.toArray(UUID[]::new), now.atOffset(ZoneOffset.UTC)))
                .chain(() -> outbox.append(tx, facts));
    }

    /** After its commit. The Fact brings it about too, a moment later: so that Redis away is no reason to fail. */
    public Uni<Void> deny(Collection<UUID> sessions) {
        var until = clock.instant().plus(AccessToken.LIFE);
        return Multi.createFrom()
                .iterable(sessions)
                .onItem()
                .transformToUniAndConcatenate(session -> ended.add(session, until))
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(away -> Log.warnf("ended sessions: told by Fact only: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
