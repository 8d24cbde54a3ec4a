package app.godo.users.images;

import app.godo.pictures.ReadImage;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.UUID;
import jakarta.inject.Singleton;

/** The picture that a profile shows, for its owner to take along. */
@Singleton
public class ShownImage {

    private static final String URL =
            "select profile_image_url from users where id = $1 and profile_image_url is not null";

    private final Transactions transactions;
    private final ReadImage readImage;

    ShownImage(Transactions transactions, ReadImage readImage) {
        this.transactions = transactions;
        this.readImage = readImage;
    }

    /** A JPEG, null when there is none. */
    public Uni<byte[]> of(UUID person) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(URL).execute(Tuple.of(person)))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().nullItem()
                        : readImage.at(rows.iterator().next().getString("profile_image_url")));
    }
}
