package app.godo.users.images;

import app.godo.users.profile.ShowImage;
import app.godo.users.profile.VersionedProfile;
import app.godo.users.secrets.Pepper;
import app.godo.wire.rows.Outages;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Makes a picture that of a profile. It is written down before it is put into the store, to be removed unless a profile comes to
 * show it: whatever fails in between, nothing is left behind. The same picture again changes nothing.
 */
@Singleton
class KeepImage {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private static final String SHOWN = """
            select i.url from users as u join images as i on i.url = u.profile_image_url
            where u.id = $1 and i.source_hash = any ($2)""";

    private static final String WRITE_DOWN =
            "insert into images (name, url, source_hash, remove_after) values ($1, $2, $3, $4)";

    private final Darkroom darkroom;
    private final ImageStore store;
    private final ShowImage showImage;
    private final Transactions transactions;
    private final Pepper pepper;
    private final ImagesConfig config;
    private final Vertx vertx;
    private final Clock clock;

    KeepImage(
            Darkroom darkroom,
            ImageStore store,
            ShowImage showImage,
            Transactions transactions,
            Pepper pepper,
            ImagesConfig config,
            Vertx vertx,
            Clock clock) {
        this.darkroom = darkroom;
        this.store = store;
        this.showImage = showImage;
        this.transactions = transactions;
        this.pepper = pepper;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    Uni<VersionedProfile> handle(UUID caller, String ifMatch, byte[] picture, String declaredType) {
        return vertx.executeBlocking(() -> caller + " " + digest(picture), false)
                .chain(source -> Uni.createFrom()
                        .deferred(() -> show(caller, ifMatch, picture, declaredType, source))
                        // it was taken away, or replaced, while it was found to be shown already
                        .onFailure(failure -> FOREIGN_KEY_VIOLATION.equals(Outages.sqlStateOf(failure)))
                        .retry()
                        .atMost(1));
    }

    private Uni<VersionedProfile> show(
            UUID caller, String ifMatch, byte[] picture, String declaredType, String source) {
        return shownAlready(caller, source)
                .chain(url -> url != null
                        ? Uni.createFrom().item(url)
                        : darkroom.develop(picture, declaredType).chain(jpeg -> keep(jpeg, source)))
                .chain(url -> showImage.handle(caller, ifMatch, url));
    }

    private Uni<String> shownAlready(UUID caller, String source) {
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(SHOWN).execute(Tuple.of(caller, pepper.all("image", source))))
                .map(rows ->
                        rows.rowCount() == 0 ? null : rows.iterator().next().getString("url"));
    }

    private Uni<String> keep(byte[] jpeg, String source) {
        var name = ImageName.fresh();
        var url = config.baseUrl().resolve(name.file()).toString();
        return transactions
                .sqlAsWorker(tx -> tx.preparedQuery(WRITE_DOWN)
                        .execute(Tuple.of(
                                name.text(),
                                url,
                                pepper.of("image", source),
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
