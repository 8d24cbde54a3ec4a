package app.godo.pictures;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Singleton;

/** What is behind the address of an image, for who need not ask the gateway. */
@Singleton
public class ReadImage {

    private static final String NAME = "select name from images where url = $1";

    private final Transactions transactions;
    private final ImageStore store;

    ReadImage(Transactions transactions, ImageStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /** A JPEG, null when there is none. */
    public Uni<byte[]> at(String url) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(NAME).execute(Tuple.of(url)))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().nullItem()
                        : store.get(new ImageName(rows.iterator().next().getString("name"))));
    }
}
