package app.godo.social.standing;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Rows of an answer of the database. */
public final class Rows {

    /** The first, if there is one. */
    public static Optional<Row> first(RowSet<Row> rows) {
        var all = rows.iterator();
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }

    /** All of them, in order. */
    public static <T> List<T> all(RowSet<Row> rows, Function<Row, T> view) {
        return StreamSupport.stream(rows.spliterator(), false).map(view).toList();
    }

    /** Null where the column is. */
    public static Instant instant(Row row, String column) {
        var time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }

    private Rows() {}
}
