package app.godo.reco.tastes;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/** What a person has said of what was learned of them, as the database has it. */
@ApplicationScoped
public class ReadCorrections {

    private static final String MINE = """
            select facet, value, score, about, null::timestamptz as since
              from reco.learned_preferences where user_id = $1
            union all
            select null, null, null, null, learned_since
              from reco.user_sensitivities where user_id = $1 and learned_since is not null""";

    private final Transactions transactions;

    ReadCorrections(Transactions transactions) {
        this.transactions = transactions;
    }

    public Uni<Corrections> of(UUID userId) {
        return transactions.sqlAsCaller(userId, connection -> in(connection, userId));
    }

    /** In the caller's transaction. */
    static Uni<Corrections> in(SqlConnection transaction, UUID userId) {
        return transaction.preparedQuery(MINE).execute(Tuple.of(userId)).map(ReadCorrections::corrections);
    }

    private static Corrections corrections(RowSet<Row> rows) {
        Instant since = null;
        var liking = new HashMap<String, Double>();
        var less = new HashMap<UUID, List<String>>();
        var venues = new HashMap<String, List<UUID>>();
        for (var row : rows) {
            var facet = row.getString("facet");
            if (facet == null) {
                since = row.getOffsetDateTime("since").toInstant();
                continue;
            }
            var value = row.getString("value");
            var about = List.of(row.getArrayOfStrings("about"));
            switch (facet) {
                case "less" -> less.put(UUID.fromString(value), about);
                case "venue" ->
                    venues.put(
                            about.getFirst(),
                            about.stream().skip(1).map(UUID::fromString).toList());
                default -> liking.put(facet + ":" + value, 2.0 * row.getFloat("score") - 1);
            }
        }
        return liking.isEmpty() && less.isEmpty() && venues.isEmpty() && since == null
                ? Corrections.NONE
                : new Corrections(liking, less, venues, since);
    }
}
