package app.godo.wire.sealing;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import java.util.List;
import java.util.stream.StreamSupport;

/** So many rows of a column are a key's. */
public record KeyCount(String column, String keyId, long rows) {

    private static final String PATIENTLY = "set local statement_timeout = '2min'";

    private static final String BY_KEY = """
            select '%1$s.%2$s' as col, encode(substring(%2$s from 2 for 4), 'hex') as key, count(*) as n
            from %1$s where %2$s is not null group by 2""";

    /** Counts the rows of a sealed column: what a key has sealed begins with its id. One of those that {@link #of} runs. */
    public static String sealed(String table, String column) {
        return BY_KEY.formatted(table, column);
    }

    /**
     * The counts by column and key. It looks at whole tables: for whoever is about to take a key out.
     *
     * @param queries of columns (col, key, n)
     */
    public static Uni<List<KeyCount>> of(Transactions transactions, List<String> queries) {
        var all = String.join(" union all ", queries) + " order by 1, 2";
        return transactions.sqlAsWorker(tx -> tx.query(PATIENTLY)
                .execute()
                .chain(() -> tx.query(all).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(KeyCount::of)
                        .toList()));
    }

    private static KeyCount of(Row row) {
        return new KeyCount(row.getString("col"), row.getString("key"), row.getLong("n"));
    }
}
