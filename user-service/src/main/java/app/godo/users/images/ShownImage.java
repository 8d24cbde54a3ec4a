package app.godo.users.images;

import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.inject.Singleton;

/** The picture that a profile shows, for its owner to take along. */
@Singleton
public class ShownImage {

    private static final String NAME = """
            select i.name from users as u join images as i on i.url = u.profile_image_url where u.id = $1""";

    private final Transactions transactions;
    private final ImageStore store;

    ShownImage(Transactions transactions, ImageStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /** A JPEG, null when there is none. */
    public Uni<byte[]> of(UUID person) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(NAME).execute(Tuple.of(person)))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().nullItem()
                        : store.get(new ImageName(rows.iterator().next().getString("name"))));
    }
}
