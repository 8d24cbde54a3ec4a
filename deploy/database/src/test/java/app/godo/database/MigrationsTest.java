package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class MigrationsTest {

    @Test
    void an_empty_database_is_migrated() throws SQLException {
        var database = Postgres.migrated();
        try (var connection = database.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from godo.flyway_schema_history where success")) {
            rows.next();
            assertTrue(rows.getInt(1) > 10);
        }
    }
}
