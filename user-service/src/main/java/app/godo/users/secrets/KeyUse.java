package app.godo.users.secrets;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import jakarta.inject.Singleton;

/** Counts the rows by the keys that have made them. It looks at whole tables: for whoever is about to take a key out. */
@Singleton
class KeyUse {

    private static final String PATIENTLY = "set local statement_timeout = '2min'";

    private static final String BY_KEY = """
            select '%1$s.%2$s' as col, encode(substring(%2$s from 2 for 4), 'hex') as key, count(*) as n
            from %1$s where %2$s is not null group by 2""";

    private static final String ALL = Arrays.stream(SealedColumn.values())
                    .map(column -> BY_KEY.formatted(column.table, column.column))
                    .collect(Collectors.joining(" union all "))
            + " union all select 'phones.hmac', hmac_key_id, count(*) from phones group by 2 order by 1, 2";

    private final Transactions transactions;

    KeyUse(Transactions transactions) {
        this.transactions = transactions;
    }

    /** So many rows of a column are a key's. */
    public record Count(String column, String keyId, long rows) {
        private static Count of(Row row) {
            return new Count(row.getString("col"), row.getString("key"), row.getLong("n"));
        }
    }

    Uni<List<Count>> counts() {
        return transactions.sqlAsWorker(tx -> tx.query(PATIENTLY)
                .execute()
                .chain(() -> tx.query(ALL).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Count::of)
                        .toList()));
    }
}
