package app.godo.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A transaction in which a test is the superuser, or any service with any caller; it ends in a rollback. */
final class Db implements AutoCloseable {

    private final Connection connection;

    Db(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    Db asSuperuser() throws SQLException {
        return become("none", "", "");
    }

    Db as(String role, UUID caller) throws SQLException {
        return become(role, caller.toString(), "");
    }

    Db asWorker(String role) throws SQLException {
        return become(role, "", "on");
    }

    Db asNobody(String role) throws SQLException {
        return become(role, "", "");
    }

    /** How many rows the statement changed. */
    int run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    /** The first column of every row. */
    List<String> column(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var column = new ArrayList<String>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        }
    }

    String text(String sql) throws SQLException {
        return column(sql).getFirst();
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    /** How many rows the statement changed, or the SQLSTATE of its refusal, after which the transaction goes on. */
    String attempt(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var rows = run(sql);
            connection.releaseSavepoint(before);
            return Integer.toString(rows);
        } catch (SQLException refused) {
            connection.rollback(before);
            return refused.getSQLState();
        }
    }

    /** The same, and then everything is as if it had not been tried. */
    String tried(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            return Integer.toString(run(sql));
        } catch (SQLException refused) {
            return refused.getSQLState();
        } finally {
            connection.rollback(before);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private Db become(String role, String caller, String worker) throws SQLException {
        run("set local role " + role);
        column("select set_config('godo.user_id', '%s', true) || set_config('godo.worker', '%s', true)"
                .formatted(caller, worker));
        return this;
    }
}
