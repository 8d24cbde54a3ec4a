package app.godo.database;

import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * Makes the owner and the seven login roles, again and again without harm.
 *
 * <p>Roles belong to the whole server, so two databases may be migrated at the same time: what another connection has
 * just made is taken as made.
 */
final class Roles {

    static final String OWNER = "godo_owner";

    private static final String ALREADY_EXISTS = "42710";
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String PLAIN = "nosuperuser nobypassrls nocreatedb nocreaterole noreplication";

    private static final String IS_PLAIN = """
            select not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)
              from pg_roles where rolname = '%s'
            """;

    private final Connection connection;
    private final Map<String, String> environment;

    Roles(Connection connection, Map<String, String> environment) {
        this.connection = connection;
        this.environment = environment;
    }

    void bootstrap() throws SQLException {
        create(OWNER, "nologin " + PLAIN);
        for (var service : ServiceRole.values()) {
            create(service.role(), "login noinherit " + PLAIN);
            setPassword(service);
        }
        if (!"on".equals(queryText("select current_setting('is_superuser')"))) {
            // a migration user that is no superuser can only act as the owner when it is a member
            execute("grant " + OWNER + " to current_user");
        }
        var database = queryText("select quote_ident(current_database())");
        execute("grant create, connect on database " + database + " to " + OWNER);
        execute("revoke all on database " + database + " from public");
        execute("revoke all on schema public from public");
        for (var service : ServiceRole.values()) {
            execute("grant connect on database " + database + " to " + service.role());
        }
    }

    private void create(String role, String attributes) throws SQLException {
        if (queryText(IS_PLAIN.formatted(role)) != null) {
            requirePlain(role);
            return;
        }
        try {
            execute("create role " + role + " " + attributes);
            // short queries behind policies look expensive to the planner; compiling them costs more than running them
            execute("alter role " + role + " set jit = off");
        } catch (SQLException made) {
            if (!ALREADY_EXISTS.equals(made.getSQLState()) && !UNIQUE_VIOLATION.equals(made.getSQLState())) {
                throw made;
            }
            requirePlain(role);
        }
    }

    /** One that somebody made before, or has changed since, may pass by every policy. */
    private void requirePlain(String role) throws SQLException {
        if (!"t".equals(queryText(IS_PLAIN.formatted(role)))) {
            throw new IllegalStateException(
                    "The role %s may do more than a service may; run: alter role %1$s %s".formatted(role, PLAIN));
        }
    }

    private void setPassword(ServiceRole service) throws SQLException {
        var password = environment.get(service.passwordVariable());
        if (password != null && !password.isBlank()) {
            // hashed here, so that no statement log ever holds it
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(service.role(), password.toCharArray(), "scram-sha-256");
        }
    }

    private String queryText(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
