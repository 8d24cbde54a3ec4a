package app.godo.users.secrets;

import app.godo.wire.rows.Transactions;
import app.godo.wire.sealing.KeyCount;
import io.smallrye.mutiny.Uni;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jakarta.inject.Singleton;

/** Counts the rows by the keys and peppers that have made them. */
@Singleton
class KeyUse {

    private static final List<String> QUERIES = Stream.concat(
                    Arrays.stream(SealedColumn.values()).map(column -> KeyCount.sealed(column.table, column.column)),
                    Stream.of(
                            "select 'phones.hmac', hmac_key_id, count(*) from phones group by 2",
                            "select 'devices.token_hmac', coalesce(token_hmac_key_id, 'unknown'), count(*) from devices group by 2"))
            .toList();

    private final Transactions transactions;

    KeyUse(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<List<KeyCount>> counts() {
        return KeyCount.of(transactions, QUERIES);
    }
}
