package app.godo.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One real Postgres for all tests of the module, and as many databases on it as they ask for. */
final class Postgres {

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String SUPERUSER = "postgres";

    private final String name;

    private Postgres(String name) {
        this.name = name;
    }

    /** A new database without anything in it. */
    static Postgres empty() {
        var name = "godo_" + DATABASES.incrementAndGet();
        run(SERVER.getJdbcUrl(SUPERUSER, "postgres"), "create database " + name);
        return new Postgres(name);
    }

    /** A new database with the whole schema. */
    static Postgres migrated() {
        var database = empty();
        database.migrate(Map.of());
        return database;
    }

    void migrate(Map<String, String> environment) {
        Migrations.migrate(SERVER.getJdbcUrl(SUPERUSER, name), SUPERUSER, null, environment);
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(SERVER.getJdbcUrl(SUPERUSER, name));
    }

    /** A login as one of the services. */
    Connection login(String role) throws SQLException {
        return DriverManager.getConnection(SERVER.getJdbcUrl(role, name));
    }

    void asSuperuser(String sql) {
        run(SERVER.getJdbcUrl(SUPERUSER, name), sql);
    }

    private static void run(String url, String sql) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
