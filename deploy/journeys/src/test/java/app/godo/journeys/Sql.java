package app.godo.journeys;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What an operator with the owner's key could do or see: to arrange, and to look behind the services' answers. */
final class Sql {

    static void run(String statement) {
        try (var connection = connection();
                var sql = connection.createStatement()) {
            sql.execute("set godo.worker = 'on'"); // what only a service's worker may change
            sql.execute(statement);
        } catch (SQLException failed) {
            throw new AssertionError(statement, failed);
        }
    }

    static long count(String query) {
        return Long.parseLong(column(query).getFirst());
    }

    /** The first column as text. */
    static List<String> column(String query) {
        try (var connection = connection();
                var rows = connection.createStatement().executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException failed) {
            throw new AssertionError(query, failed);
        }
    }

    static Connection connection() throws SQLException {
        return DriverManager.getConnection(City.fleet().jdbcUrl(), "postgres", "");
    }

    private Sql() {}
}
