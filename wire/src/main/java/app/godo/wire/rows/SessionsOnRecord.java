package app.godo.wire.rows;

import app.godo.wire.caller.SessionRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.enterprise.context.ApplicationScoped;

/** What Postgres knows of sessions that are over: their ids, which user-service publishes by a function. */
@ApplicationScoped
class SessionsOnRecord implements SessionRecord {

    private static final String ENDED = "select session_id, until from users.ended_sessions()";

    private final Transactions transactions;

    SessionsOnRecord(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Uni<Map<UUID, Instant>> recentlyEnded() {
        return transactions.sqlAsWorker(tx -> tx.preparedQuery(ENDED).execute()).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .collect(Collectors.toMap((Row row) -> row.getUUID("session_id"), row -> row.getOffsetDateTime("until")
                        .toInstant())));
    }
}
