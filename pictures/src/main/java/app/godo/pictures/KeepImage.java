package app.godo.pictures;

import app.godo.wire.rows.Outages;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.function.Function;
import jakarta.inject.Singleton;

/**
 * Makes a picture an image that something shows. It is written down before it is put into the store, to be removed unless something
 * comes to show it: whatever fails in between, nothing is left behind. The same picture again is the same image.
 */
@Singleton
public class KeepImage {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String SHOWN =
            "select url from images where source_hash = any ($1) and remove_after is null limit 1";

    private static final String WRITE_DOWN =
            "insert into images (name, url, source_hash, remove_after) values ($1, $2, $3, $4)";

    private final Darkroom darkroom;
    private final ImageStore store;
    private final Transactions transactions;
    private final SourceHash sourceHash;
    private final ImagesConfig config;
    private final Vertx vertx;
    private final Clock clock;

    KeepImage(
            Darkroom darkroom,
            ImageStore store,
            Transactions transactions,
            SourceHash sourceHash,
            ImagesConfig config,
            Vertx vertx,
            Clock clock) {
        this.darkroom = darkroom;
        this.store = store;
        this.transactions = transactions;
        this.sourceHash = sourceHash;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Fails with {@link ImageRefused} over what is no picture.
     *
     * @param what shows it; the same picture sent for anything else is another image
     * @param declaredType the Content-Type it was sent with
     * @param show makes the image of this address be shown, in a transaction that the database refuses (SQLSTATE 23503) over an
     *     image that is to be removed by now
     */
    public <T> Uni<T> handle(String what, byte[] picture, String declaredType, Function<String, Uni<T>> show) {
        return vertx.executeBlocking(() -> sourceHash.of(what + " " + digest(picture)), false)
                .chain(source -> Uni.createFrom()
                        .deferred(() -> urlOf(picture, declaredType, source).chain(show::apply))
                        // it was taken away, or replaced, while it was found to be shown already
                        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Outages.sqlStateOf(failure)))
                        .retry()
                        .atMost(1));
    }

    private Uni<String> urlOf(byte[] picture, String declaredType, Buffer[] source) {
        return shownAlready(source)
                .chain(url -> url != null
                        ? Uni.createFrom().item(url)
                        : darkroom.develop(picture, declaredType).chain(jpeg -> keep(jpeg, source[0])));
    }

    private Uni<String> shownAlready(Buffer[] source) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(SHOWN).execute(Tuple.of(source)))
                .map(rows ->
                        rows.rowCount() == 0 ? null : rows.iterator().next().getString("url"));
    }

    private Uni<String> keep(byte[] jpeg, Buffer source) {
        var name = ImageName.fresh();
        var url = config.baseUrl().resolve(name.file()).toString();
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(WRITE_DOWN)
                        .execute(Tuple.of(
                                name.text(),
                                url,
                                source,
                                clock.instant().plus(config.unused()).atOffset(ZoneOffset.UTC))))
                .chain(() -> store.put(name, jpeg))
                .replaceWith(url);
    }

    private static String digest(byte[] picture) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
