package app.godo.load;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How Postgres answers a search: the statement that event-service's function makes, run as who owns that function. */
final class Plan {
    private static final String STATEMENT = "select events.search_statement(cast(? as jsonb))";

    /** {@code explain (analyze, buffers)}, after the same has been asked once. */
    static List<String> of(String jdbcUrl, String asked, UUID caller) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
                var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute("set local role godo_owner");
            sql.execute("prepare asked (jsonb, uuid) as " + statement(jdbcUrl, asked));
            var execute = "execute asked ('%s', '%s')".formatted(asked, caller);
            sql.execute(execute);
            var lines = new ArrayList<String>();
            try (var rows = sql.executeQuery("explain (analyze, buffers, costs off) " + execute)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }

    private static String statement(String jdbcUrl, String asked) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl, "postgres", "");
                var sql = connection.prepareStatement(STATEMENT)) {
            sql.setString(1, asked);
            try (var row = sql.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private Plan() {}
}
