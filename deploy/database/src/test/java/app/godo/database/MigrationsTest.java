package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class MigrationsTest {

    /** What pg_dump -s would write, which does not ship with the Postgres of the tests: every object, its rights, its policies. */
    private static final String SCHEMA = """
            with ours as (
                select oid, nspname from pg_namespace
                 where nspname in ('godo', 'users', 'events', 'swipes', 'social', 'reco', 'ingestion', 'notifications')),
            owned as (select c.* from pg_class c join ours on ours.oid = relnamespace)
            select concat_ws(' | ', 'schema', nspname, nspowner::regrole, nspacl) from pg_namespace natural join ours
            union all
            select concat_ws(' | ', 'relation', oid::regclass, relkind, relowner::regrole, relrowsecurity, relforcerowsecurity,
                       relacl, reloptions, pg_get_expr(relpartbound, oid), pg_get_viewdef(oid))
              from owned where relkind <> 'i'
            union all
            select concat_ws(' | ', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                       attgenerated, attidentity, attacl, pg_get_expr(adbin, adrelid))
              from pg_attribute join owned on owned.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
             where attnum > 0 and not attisdropped
            union all
            select concat_ws(' | ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))
              from pg_constraint join owned on owned.oid = conrelid
            union all
            select concat_ws(' | ', 'index', pg_get_indexdef(indexrelid)) from pg_index join owned on owned.oid = indrelid
            union all
            select concat_ws(' | ', 'trigger', pg_get_triggerdef(pg_trigger.oid))
              from pg_trigger join owned on owned.oid = tgrelid where not tgisinternal
            union all
            select concat_ws(' | ', 'routine', pg_get_functiondef(pg_proc.oid), proowner::regrole, proacl)
              from pg_proc join ours on ours.oid = pronamespace
             where not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
            union all
            select concat_ws(' | ', 'policy', polrelid::regclass, polname, polpermissive, polcmd, polroles::regrole[]::text,
                       pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
              from pg_policy join owned on owned.oid = polrelid
             order by 1
            """;

    @Test
    @DisplayName("R-10: migrating again changes nothing of the schema, and an empty database gets the same one")
    void migrating_again_changes_nothing() throws SQLException {
        var database = Postgres.migrated();
        var once = schema(database);

        database.migrate(Map.of());

        assertEquals(once, schema(database));
        assertEquals(once, schema(Postgres.shared()));
    }

    @ParameterizedTest(name = "R-10: {0}")
    @ValueSource(
            strings = {
                "drop policy own on users.devices",
                "alter policy own on users.devices using (true)",
                "alter table users.devices no force row level security",
                "grant select on users.devices to godo_events",
                "grant select (id) on users.devices to godo_events",
                "grant execute on function users.erase(uuid) to godo_events",
                "alter function social.visible_to(uuid, uuid, text) volatile",
                "alter table users.devices alter platform drop not null",
                "alter table users.devices drop constraint devices_token_hmac_key",
                "drop index users.devices_by_user",
                "drop trigger touch on users.devices",
                "create or replace view users.people with (security_invoker = true) as"
                        + " select id, full_name, profile_image_url, privacy_level from users.users where is_active",
                "grant create on schema users to godo_users"
            })
    void a_schema_that_was_changed_by_hand_is_another(String change) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var before = db.column(SCHEMA);
            db.run(change);
            assertNotEquals(before, db.column(SCHEMA));
        }
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
            assertEquals(schema(Postgres.shared()), schema(database));
        } finally {
            database.execute("reassign owned by migrator to postgres; drop owned by migrator; drop role migrator");
        }
    }

    private static List<String> schema(Postgres database) throws SQLException {
        try (var db = database.begin()) {
            var schema = db.column(SCHEMA);
            assertTrue(schema.size() > 1000, "only " + schema.size() + " lines");
            return schema;
        }
    }

    private static String storedPassword(Postgres database) throws SQLException {
        try (var db = database.begin()) {
            return db.text("select rolpassword from pg_authid where rolname = 'godo_reco'");
        }
    }
}
