package app.godo.wire.sealing;

import app.godo.wire.sealing.Rounds.Portion;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Seals under the primary key what another key has sealed in a column. What somebody has changed meanwhile is left as it is by then,
 * and what does not open is told and left, too: it is lost already.
 */
public final class ColumnAnew implements Rounds.Table {

    private static final int PORTION = 200;

    private static final String NEXT = """
            select %3$s as id, %2$s as sealed from %1$s where %3$s > $1 order by %3$s limit $2""";

    private static final String REPLACE = """
            update %1$s as t set %2$s = n.sealed
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as n (id, was, sealed)
            where t.%3$s = n.id and t.%2$s = n.was""";

    private final Seal seal;
    private final String next;
    private final String replace;

    /** @param id the primary key of the table */
    public ColumnAnew(String table, String column, String id, Seal seal) {
        this.seal = seal;
        this.next = NEXT.formatted(table, column, id);
        this.replace = REPLACE.formatted(table, column, id);
    }

    /** The keys of a column. */
    public interface Seal {

        /** Whether the primary key has sealed it. */
        boolean isCurrent(byte[] sealed);

        /** The same under the primary key; fails with an IllegalStateException that names the row when it does not open. */
        byte[] anew(UUID id, byte[] sealed);
    }

    @Override
    public Uni<Portion> after(SqlConnection tx, UUID id) {
        return tx.preparedQuery(next).execute(Tuple.of(id, PORTION)).chain(rows -> replace(tx, rows));
    }

    private Uni<Portion> replace(SqlConnection tx, RowSet<Row> rows) {
        UUID last = null;
        List<UUID> ids = new ArrayList<>();
        List<Buffer> was = new ArrayList<>();
        List<Buffer> anew = new ArrayList<>();
        for (var row : rows) {
            last = row.getUUID("id");
            var sealed = row.getBuffer("sealed");
            if (sealed != null && !seal.isCurrent(sealed.getBytes())) {
                try {
                    anew.add(Buffer.buffer(seal.anew(last, sealed.getBytes())));
                    was.add(sealed.getDelegate());
                    ids.add(last);
                } catch (IllegalStateException stays) {
                    Log.errorf("not sealed anew: %s", stays.getMessage());
                }
            }
        }
        var portion = new Portion(rows.size() < PORTION ? null : last, ids.size());
        return ids.isEmpty()
                ? Uni.createFrom().item(portion)
                : tx.preparedQuery(replace)
                        .execute(Tuple.of(
                                ids.toArray(UUID[]::new), was.toArray(Buffer[]::new), anew.toArray(Buffer[]::new)))
                        .replaceWith(portion);
    }
}
