package app.godo.users.export;

import app.godo.users.allowances.Allowance;
import app.godo.users.allowances.Allowances;
import app.godo.users.credentials.ConfirmPassword;
import app.godo.users.images.ShownImage;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import jakarta.inject.Singleton;

/**
 * Gathers all that is kept of somebody. What that is, the database says. Rows come in portions and are zipped by a worker: what is in
 * memory of an export is a portion and what is zipped of it, and of few exports at once.
 */
@Singleton
class ExportEverything {

    private static final Allowance EXPORTS = new Allowance("export", 1, Duration.ofMinutes(5), "exported-just-now");
    private static final int AT_ONCE = 2;
    private static final int PORTION = 500;

    private static final String PATIENTLY = "set local statement_timeout = '2min'";

    /** Each table begins with a row without content. */
    private static final String ROWS = "select file, content::text from users.export_rows($1)";

    private final ConfirmPassword confirmPassword;
    private final Allowances allowances;
    private final Transactions transactions;
    private final SealedCells sealed;
    private final ShownImage shownImage;
    private final SecurityLog securityLog;
    private final Vertx vertx;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    ExportEverything(
            ConfirmPassword confirmPassword,
            Allowances allowances,
            Transactions transactions,
            SealedCells sealed,
            ShownImage shownImage,
            SecurityLog securityLog,
            Vertx vertx) {
        this.confirmPassword = confirmPassword;
        this.allowances = allowances;
        this.transactions = transactions;
        this.sealed = sealed;
        this.shownImage = shownImage;
        this.securityLog = securityLog;
        this.vertx = vertx;
    }

    /** The zip. */
    Uni<byte[]> handle(AccessToken caller, String currentPassword) {
        return confirmPassword.handle(caller, currentPassword).chain(person -> {
            Refusal.when(!turns.tryAcquire(), Busy::new);
            return export(person.id())
                    .invoke(() -> securityLog.note("exported", caller.userId(), caller.sessionId(), null))
                    .onTermination()
                    .invoke(turns::release)
                    // whoever hangs up leaves work behind, and its turn is over when that is
                    .memoize()
                    .indefinitely();
        });
    }

    private Uni<byte[]> export(UUID person) {
        return transactions
                .sqlAsWorker(tx -> allowances.spend(tx, EXPORTS, person.toString(), 1))
                .chain(() -> transactions.sqlAsWorker(tx -> gather(tx, person)))
                .call(archive -> addPicture(archive, person))
                .chain(archive -> vertx.executeBlocking(archive::finished, false));
    }

    /** After the transaction, which does not wait for the store. */
    private Uni<Void> addPicture(Archive archive, UUID person) {
        return shownImage
                .of(person)
                .chain(picture ->
                        picture == null ? Uni.createFrom().voidItem() : write(() -> archive.addPicture(picture)))
                .onFailure()
                .recoverWithUni(away -> {
                    Log.errorf("exported without a picture: %s", away.getMessage());
                    return write(() -> archive.addPicture(null));
                });
    }

    private Uni<Archive> gather(SqlConnection tx, UUID person) {
        var archive = new Archive(sealed);
        return tx.query(PATIENTLY)
                .execute()
                .chain(() -> tx.prepare(ROWS))
                .map(rows -> rows.cursor(Tuple.of(person)))
                .chain(cursor -> portions(cursor)
                        .onItem()
                        .transformToUniAndConcatenate(portion -> add(archive, portion))
                        .onItem()
                        .ignoreAsUni())
                .replaceWith(archive);
    }

    private static Multi<RowSet<Row>> portions(Cursor cursor) {
        return Multi.createBy().repeating().uni(() -> cursor.read(PORTION)).whilst(portion -> cursor.hasMore());
    }

    private Uni<Void> add(Archive archive, RowSet<Row> portion) {
        return write(() -> {
            for (var row : portion) {
                archive.add(row.getString("file"), row.getString("content"));
            }
        });
    }

    private interface Writing {
        void go() throws IOException;
    }

    private Uni<Void> write(Writing writing) {
        return vertx.executeBlocking(
                () -> {
                    writing.go();
                    return null;
                },
                false);
    }

    /** Others export at this moment. */
    private static final class Busy extends Refusal {
        Busy() {
            super(Kind.UNAVAILABLE, "busy", "Others export their data right now; try again in a moment.");
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(10);
        }
    }
}
