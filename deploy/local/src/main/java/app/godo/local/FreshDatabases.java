package app.godo.local;

import app.godo.database.Migrations;
import app.godo.servers.CannotStart;
import app.godo.servers.Servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A database per module, copied from one that was migrated once: milliseconds instead of a migration each. */
final class FreshDatabases {
    private static final String TEMPLATE = "godo_template";
    private static final Pattern MODULE = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    private final Servers servers;

    private FreshDatabases(Servers servers) {
        this.servers = servers;
    }

    static FreshDatabases migrated(Servers servers) throws SQLException {
        var databases = new FreshDatabases(servers);
        databases.run("create database " + TEMPLATE);
        Migrations.migrate(servers.jdbcUrl(TEMPLATE), "postgres", "");
        return databases;
    }

    /** Drops the module's database, whoever is connected to it, and makes it anew. */
    String fresh(String module) throws SQLException {
        if (!MODULE.matcher(module).matches()) {
            throw new IllegalArgumentException("not a module's name: " + module);
        }
        var name = "godo_" + module.replace('-', '_');
        run("drop database if exists %s with (force)".formatted(name));
        run("create database %s template %s".formatted(name, TEMPLATE));
        return name;
    }

    /** Migrations edited after the last build would otherwise be tested in their old form, without a word. */
    static void requireBuilt(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return;
        }
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var built = sources.relativize(file).toString();
                try (var in = FreshDatabases.class.getClassLoader().getResourceAsStream(built)) {
                    if (in == null || !Arrays.equals(in.readAllBytes(), Files.readAllBytes(file))) {
                        throw new CannotStart("deploy/database is newer than its build (%s); run ".formatted(built)
                                + "./mvnw -q -pl deploy/local -am package -DskipTests first.");
                    }
                }
            }
        }
    }

    private void run(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(servers.jdbcUrl("postgres"), "postgres", "");
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
