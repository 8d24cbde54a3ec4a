package app.godo.social;

import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Person;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How Postgres goes about a query, as the role and behind the policies that run it. */
public final class Explained {

    /** Fails when a whole table would be read, were it large: tables are small here, so that is switched off. */
    public static void byIndex(Transactions transactions, Person person, String query, Tuple parameters) {
        var plan = transactions
                .sqlAsCaller(person.id(), transaction -> transaction
                        .query("set local enable_seqscan = off")
                        .execute()
                        .chain(() ->
                                transaction.preparedQuery("explain " + query).execute(parameters)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .collect(Collectors.joining("\n")))
                .await()
                .indefinitely();
        assertFalse(plan.contains("Seq Scan"), plan);
    }

    private Explained() {}
}
