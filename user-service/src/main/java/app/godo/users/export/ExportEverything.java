package app.godo.users.export;

import app.godo.users.allowances.Allowance;
import app.godo.users.allowances.Allowances;
import app.godo.users.credentials.ConfirmPassword;
import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.SecurityLog;
import app.godo.wire.problem.Refusal;
import app.godo.wire.rows.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

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

    /** Of a table without rows one row without content. */
    private static final String ROWS = """
            select home || '/' || tbl as file, content::text
            from jsonb_each(users.export_of_everything($1)) as schemas (home, tables)
                cross join jsonb_each(tables) as its (tbl, contents)
                left join jsonb_array_elements(contents) with ordinality as one (content, nth) on true
            order by home, tbl, nth""";

    private final ConfirmPassword confirmPassword;
    private final Allowances allowances;
    private final Transactions transactions;
    private final SealedCells sealed;
    private final SecurityLog securityLog;
    private final Vertx vertx;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    ExportEverything(
            ConfirmPassword confirmPassword,
            Allowances allowances,
            Transactions transactions,
            SealedCells sealed,
            SecurityLog securityLog,
            Vertx vertx) {
        this.confirmPassword = confirmPassword;
        this.allowances = allowances;
        this.transactions = transactions;
        this.sealed = sealed;
        this.securityLog = securityLog;
        this.vertx = vertx;
    }

    /** The zip. */
    Uni<byte[]> handle(AccessToken caller, String currentPassword) {
        return confirmPassword.handle(caller, currentPassword).chain(person -> {
            Refusal.when(!turns.tryAcquire(), Busy::new);
            return transactions
                    .sqlAsWorker(tx -> allowances.spend(tx, EXPORTS, person.id().toString(), 1))
                    .chain(() -> transactions.sqlAsWorker(tx -> gather(tx, person.id())))
                    .invoke(() -> securityLog.note("exported", caller.userId(), caller.sessionId(), null))
                    .onTermination()
                    .invoke(turns::release);
        });
    }

    private Uni<byte[]> gather(SqlConnection tx, UUID person) {
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
                .chain(() -> vertx.executeBlocking(archive::finished, false));
    }

    private static Multi<RowSet<Row>> portions(Cursor cursor) {
        return Multi.createBy().repeating().uni(() -> cursor.read(PORTION)).whilst(portion -> cursor.hasMore());
    }

    private Uni<Void> add(Archive archive, RowSet<Row> portion) {
        return vertx.executeBlocking(
                () -> {
                    for (var row : portion) {
                        archive.add(row.getString("file"), row.getString("content"));
                    }
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
