package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class MigrationsTest {

    private static final String POLICIES = """
            select concat_ws(' | ', polrelid::regclass, polname, polpermissive, polcmd, polroles::regrole[]::text,
                       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
              from pg_policy order by 1
            """;

    @Test
    @DisplayName("R-10: migrating again changes no policy, and an empty database gets the same ones")
    void migrating_again_changes_nothing() throws SQLException {
        var database = Postgres.migrated();
        var once = policies(database);

        database.migrate(Map.of());

        assertFalse(once.isEmpty());
        assertEquals(once, policies(database));
        assertEquals(once, policies(Postgres.shared()));
    }

    @Test
    void there_is_one_history_and_every_script_is_in_it() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals(
                    List.of("godo"),
                    db.column("select schemaname from pg_tables where tablename = 'flyway_schema_history'"));
            assertEquals(0, db.number("select count(*) from godo.flyway_schema_history where not success"));
            assertTrue(db.number("select count(*) from godo.flyway_schema_history where type = 'SQL'") >= 15);
        }
    }

    @Test
    void a_script_that_was_edited_after_it_ran_is_named() {
        var database = Postgres.migrated();
        database.execute("update godo.flyway_schema_history set checksum = checksum + 1 where version = '03'");

        var refused = assertThrows(EditedMigrations.class, () -> database.migrate(Map.of()));

        assertEquals("V03", refused.getMessage());
    }

    @Test
    void a_role_that_may_pass_by_policies_is_refused() {
        var database = Postgres.migrated();
        database.execute("alter role godo_reco bypassrls");
        try {
            var refused = assertThrows(IllegalStateException.class, () -> database.migrate(Map.of()));
            assertEquals(
                    "The role godo_reco may do more than a service may; run: alter role godo_reco"
                            + " nosuperuser nobypassrls nocreatedb nocreaterole noreplication",
                    refused.getMessage());
        } finally {
            database.execute("alter role godo_reco nobypassrls");
        }
        database.migrate(Map.of());
    }

    @Test
    void migrating_says_nothing_on_standard_output() {
        var before = System.out;
        var heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true));
        try {
            Postgres.migrated();
        } finally {
            System.setOut(before);
        }
        assertEquals("", heard.toString());
    }

    @Test
    void a_password_from_the_environment_is_stored_hashed_and_can_be_changed() throws SQLException {
        var database = Postgres.migrated();
        database.migrate(Map.of("GODO_DB_PASSWORD_GODO_RECO", "first"));
        var first = storedPassword(database);
        database.migrate(Map.of("GODO_DB_PASSWORD_GODO_RECO", "second"));
        var second = storedPassword(database);
        database.migrate(Map.of());

        assertTrue(first.startsWith("SCRAM-SHA-256$"));
        assertFalse(first.equals(second));
        assertEquals(second, storedPassword(database));
        database.execute("alter role godo_reco password null");
    }

    @Test
    void a_migration_user_need_not_be_a_superuser() throws SQLException {
        var database = Postgres.empty();
        database.execute("create role migrator login createrole");
        database.execute("do $$ begin execute 'alter database ' || current_database() || ' owner to migrator';"
                + " execute 'grant godo_owner to migrator with admin option'; end $$");
        try {
            database.migrateAs("migrator");
            assertEquals(policies(Postgres.shared()), policies(database));
        } finally {
            database.execute("reassign owned by migrator to postgres; drop owned by migrator; drop role migrator");
        }
    }

    private static List<String> policies(Postgres database) throws SQLException {
        try (var db = database.begin()) {
            return db.column(POLICIES);
        }
    }

    private static String storedPassword(Postgres database) throws SQLException {
        try (var db = database.begin()) {
            return db.text("select rolpassword from pg_authid where rolname = 'godo_reco'");
        }
    }
}
