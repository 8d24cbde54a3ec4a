package app.godo.users.secrets;

import app.godo.users.secrets.ColumnCipher.DoesNotOpen;
import app.godo.users.secrets.Rounds.Portion;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Seals under the primary key what another key has sealed. What somebody has changed meanwhile is left as it is by then, and what
 * does not open is told and left, too: it is lost already.
 */
@Singleton
class SealAnew {

    static final String JOB = "seal-anew";

    private static final int PORTION = 200;

    private static final String NEXT = """
            select %3$s as id, %2$s as sealed from %1$s where %3$s > $1 order by %3$s limit $2""";

    private static final String REPLACE = """
            update %1$s as t set %2$s = n.sealed
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, sealed)
            where t.%3$s = n.id and t.%2$s = n.was""";

    private final Rounds rounds;
    private final ColumnCipher cipher;

    SealAnew(Rounds rounds, ColumnCipher cipher) {
        this.rounds = rounds;
        this.cipher = cipher;
    }

    Uni<Void> handle() {
        return rounds.go(JOB + " " + cipher.primaryId(), tables());
    }

    private List<Rounds.Table> tables() {
        return Arrays.stream(SealedColumn.values())
                .<Rounds.Table>map(column -> (tx, after) -> portion(tx, column, after))
                .toList();
    }

    private Uni<Portion> portion(SqlConnection tx, SealedColumn column, UUID after) {
        return tx.preparedQuery(NEXT.formatted(column.table, column.column, column.row))
                .execute(Tuple.of(after, PORTION))
                .chain(rows -> replace(tx, column, rows));
    }

    private Uni<Portion> replace(SqlConnection tx, SealedColumn column, RowSet<Row> rows) {
        UUID last = null;
        var outdated = new Replacements();
        for (var row : rows) {
            last = row.getUUID("id");
            var sealed = row.getBuffer("sealed");
            if (sealed != null && !cipher.isCurrent(sealed.getBytes())) {
                outdated.add(column, last, sealed.getBytes());
            }
        }
        var portion = new Portion(rows.size() < PORTION ? null : last, outdated.ids.size());
        return outdated.ids.isEmpty()
                ? Uni.createFrom().item(portion)
                : tx.preparedQuery(REPLACE.formatted(column.table, column.column, column.row))
                        .execute(outdated.tuple())
                        .replaceWith(portion);
    }

    private final class Replacements {
        private final List<UUID> ids = new ArrayList<>();
        private final List<Buffer> was = new ArrayList<>();
        private final List<Buffer> sealed = new ArrayList<>();

        void add(SealedColumn column, UUID id, byte[] bytes) {
            try {
                var cell = column.cell(id);
                sealed.add(Buffer.buffer(cipher.reseal(cell, cell, bytes)));
                was.add(Buffer.buffer(bytes));
                ids.add(id);
            } catch (DoesNotOpen stays) {
                Log.errorf("not sealed anew: %s", stays.getMessage());
            }
        }

        Tuple tuple() {
            return Tuple.of(ids.toArray(UUID[]::new), was.toArray(Buffer[]::new), sealed.toArray(Buffer[]::new));
        }
    }
}
