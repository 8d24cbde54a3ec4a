package app.godo.users.tokens;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/** When the fleet first saw each signing key: whatever the key says of itself, and whichever replica is new. */
@Singleton
class SeenKeys {

    private static final String SEE = """
            insert into signing_keys (kid, seen_at) select kid, $2::timestamptz from unnest($1::text[]) as seen (kid)
            on conflict (kid) do nothing""";

    private static final String SEEN = "select kid, seen_at from signing_keys where kid = any ($1)";

    private final Transactions transactions;

    SeenKeys(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Sees them now; when each was seen first. */
    Uni<Map<String, Instant>> see(Collection<String> ids, Instant now) {
        var kids = ids.toArray(String[]::new);
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(SEE)
                        .execute(Tuple.of(kids, now.atOffset(ZoneOffset.UTC)))
                        .chain(() -> tx.preparedQuery(SEEN).execute(Tuple.of(kids))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(
                                (Row row) -> row.getString("kid"),
                                row -> row.getOffsetDateTime("seen_at").toInstant())));
    }
}
