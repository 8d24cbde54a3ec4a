package app.godo.database;

import static org.flywaydb.core.api.CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Brings a database to the newest schema: roles first, then every script of {@code db/migration} as the owner. */
public final class Migrations {

    // held here, or the level would be forgotten with the collected logger
    private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

    private static final String PROTECT_HISTORY = """
            set role godo_owner;
            alter table godo.flyway_schema_history enable row level security;
            alter table godo.flyway_schema_history force row level security;
            drop policy if exists migrations on godo.flyway_schema_history;
            create policy migrations on godo.flyway_schema_history to godo_owner using (true) with check (true);
            reset role;
            """;

    private Migrations() {}

    /**
     * Migrates one database; running it twice changes nothing.
     *
     * @param jdbcUrl the database, as {@code jdbc:postgresql://host:port/godo}
     * @param user a superuser, or a role with CREATEROLE that owns the database
     * @param password its password, or null
     * @throws EditedMigrations when other scripts than these made what is there
     */
    public static void migrate(String jdbcUrl, String user, String password) {
        migrate(jdbcUrl, user, password, System.getenv());
    }

    static void migrate(String jdbcUrl, String user, String password, Map<String, String> environment) {
        FLYWAY_LOG.setLevel(Level.WARNING);
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            new Roles(connection, environment).bootstrap();
            run(Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(jdbcUrl, user, password)
                    .initSql("set role " + Roles.OWNER)
                    .locations("classpath:db/migration")
                    .schemas("godo")
                    .validateMigrationNaming(true)
                    .load());
            try (var statement = connection.createStatement()) {
                statement.execute(PROTECT_HISTORY);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("Cannot migrate %s: %s".formatted(jdbcUrl, failure.getMessage()), failure);
        }
    }

    private static void run(Flyway flyway) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException edited) {
            var which = flyway.validateWithResult().invalidMigrations.stream()
                    .filter(script -> script.errorDetails.errorCode != RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED)
                    .map(script -> "V" + script.version)
                    .collect(Collectors.joining(", "));
            throw new EditedMigrations(which, edited);
        }
    }

    /** The migration job: {@code GODO_POSTGRES_URL}, {@code GODO_POSTGRES_USER}, {@code GODO_POSTGRES_PASSWORD}. */
    public static void main(String[] arguments) {
        var environment = System.getenv();
        var url = environment.get("GODO_POSTGRES_URL");
        var user = environment.get("GODO_POSTGRES_USER");
        if (url == null || user == null) {
            System.err.println("Set GODO_POSTGRES_URL (jdbc:postgresql://host:port/godo) and GODO_POSTGRES_USER.");
            System.exit(2);
        }
        migrate(url, user, environment.get("GODO_POSTGRES_PASSWORD"));
    }
}
