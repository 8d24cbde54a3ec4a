package app.godo.database;

import app.godo.servers.Ports;
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

    /** Migrated once; for tests that look, or roll back what they do. */
    private static final Postgres SHARED = migrated();

    private final String name;

    private Postgres(String name) {
        this.name = name;
    }

    static Postgres shared() {
        return SHARED;
    }

    /** A database in which the story has been told; for tests that roll back what they do. */
    static Postgres told() {
        return Told.DATABASE;
    }

    private static final class Told {
        private static final Postgres DATABASE = migrated();

        static {
            try (var db = DATABASE.begin()) {
                Story.tell(db);
                db.commit();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    /** A new database without anything in it. */
    static Postgres empty() {
        return empty("");
    }

    /** The same with options of CREATE DATABASE. */
    static Postgres empty(String options) {
        var database = new Postgres("godo_" + DATABASES.incrementAndGet());
        new Postgres("postgres").execute("create database " + database.name + options);
        return database;
    }

    /** A new database with the whole schema, for tests that commit. */
    static Postgres migrated() {
        var database = empty();
        database.migrate(Map.of());
        return database;
    }

    void migrate(Map<String, String> environment) {
        Migrations.migrate(SERVER.getJdbcUrl(SUPERUSER, name), SUPERUSER, null, environment);
    }

    void migrateAs(String user) {
        Migrations.migrate(SERVER.getJdbcUrl(user, name), user, null, Map.of());
    }

    /** A login as the superuser of the tests or as one of the services. */
    Connection login(String role) throws SQLException {
        return DriverManager.getConnection(SERVER.getJdbcUrl(role, name));
    }

    /** A transaction that is rolled back at the end. */
    Db begin() throws SQLException {
        return new Db(login(SUPERUSER));
    }

    void execute(String sql) {
        try (var connection = login(SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What a migrated database is called on the server. */
    String name() {
        return name;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().setPort(Ports.firstFree(1)).start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
