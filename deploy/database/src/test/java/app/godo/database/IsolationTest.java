package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a service's login cannot do, whatever SQL is run with it. */
class IsolationTest {

    /** Everything that crosses schemas. A line here is a decision. */
    private static final List<String> DECLARED = List.of(
            "godo_events swipes.current_swipes(direction,event_id,user_id)",
            "godo_events swipes.my_swipes",
            "godo_events users.people",
            "godo_events users.users(full_name,id,privacy_level,profile_image_url)",
            "godo_notifications events.event_cards",
            "godo_notifications events.events(card)",
            "godo_notifications users.people",
            "godo_notifications users.users(full_name,id,privacy_level,profile_image_url)",
            "godo_reco events.event_cards",
            "godo_reco events.events(card)",
            "godo_reco swipes.current_swipes(event_id,user_id)",
            "godo_reco swipes.swiped_events",
            "godo_social events.event_cards",
            "godo_social events.events(card)",
            "godo_social users.people",
            "godo_social users.users(full_name,id,privacy_level,profile_image_url)",
            "godo_swipes events.attendance(event_id,status,user_id)",
            "godo_swipes events.event_cards",
            "godo_swipes events.events(card)",
            "godo_swipes events.my_attendance");

    private static final String CROSSING = """
            select service.rolname || ' ' || relnamespace::regnamespace || '.' || relname
                   || case when has_table_privilege(service.oid, c.oid, 'select') then ''
                           else '(' || (select string_agg(attname, ',' order by attname) from pg_attribute
                                         where attrelid = c.oid and attnum > 0
                                           and has_column_privilege(service.oid, c.oid, attnum, 'select')) || ')' end
              from pg_class c, pg_roles service
             where relkind in ('r', 'p', 'v', 'm') and relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
               and service.rolname ~ '^godo_' and service.rolname <> 'godo_owner'
               and relnamespace::regnamespace::text <> substr(service.rolname, 6)
               and (has_any_column_privilege(service.oid, c.oid, 'select') or has_any_column_privilege(service.oid, c.oid, 'insert')
                    or has_any_column_privilege(service.oid, c.oid, 'update') or has_table_privilege(service.oid, c.oid, 'delete'))
             order by 1
            """;

    @Test
    @DisplayName("A-49: a service reads of other schemas what is declared, and nothing else")
    void services_read_of_each_other_what_is_declared() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var card = db.text(
                    "select string_agg(attname, ',' order by attname) from pg_attribute"
                            + " where attrelid = 'events.event_cards'::regclass and attnum > 0 and attname <> 'counts_exactly'");
            var crossing = db.column(CROSSING).stream()
                    .map(line -> line.replace(card, "card"))
                    .toList();
            assertEquals(DECLARED, crossing);
        }
    }

    @Test
    @DisplayName("A-49: permission is denied to every login, whatever it tries, on every table of another schema")
    void permission_is_denied_elsewhere() throws SQLException {
        var allowed = new ArrayList<String>();
        try (var db = Postgres.shared().begin()) {
            var tables = db.column("select relnamespace::regnamespace || '.' || relname from pg_class"
                    + " where relkind in ('r', 'p') and relowner::regrole::text = 'godo_owner'");
            assertTrue(tables.size() > 60);
            for (var service : ServiceRole.values()) {
                for (var table : tables) {
                    if (table.startsWith(service.schema() + ".")) {
                        continue;
                    }
                    db.asSuperuser();
                    var column = db.text("select quote_ident(attname) from pg_attribute"
                            + " where attrelid = '%s'::regclass and attnum > 0 and attidentity = '' limit 1"
                                    .formatted(table));
                    for (var attempt : List.of(
                            "select * from " + table,
                            "insert into %s default values".formatted(table),
                            "update %s set %s = null".formatted(table, column),
                            "delete from " + table,
                            "truncate " + table,
                            "lock table " + table)) {
                        db.asWorker(service.role());
                        if (!db.tried(attempt).equals("42501")) {
                            allowed.add("%s: %s".formatted(service.role(), attempt));
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), allowed);
    }

    @Test
    @DisplayName("A-35: no login but that of user-service reads a mail address")
    void nobody_else_reads_a_mail_address() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            for (var service : ServiceRole.values()) {
                db.asWorker(service.role());
                var expected = service == ServiceRole.USERS ? "-1" : "42501";
                assertEquals(expected, db.attempt("select email from users.users"), service.role());
            }
        }
    }

    @Test
    @DisplayName("R-11: row_security = off is an error, not a way round")
    void row_security_cannot_be_switched_off() throws SQLException {
        try (var db = Postgres.told().begin()) {
            for (var service : ServiceRole.values()) {
                db.as(service.role(), People.ANNA.id());
                db.run("set local row_security = off");
                assertEquals(
                        "42501", db.attempt("select * from %s.outbox".formatted(service.schema())), service.role());
            }
        }
    }

    @ParameterizedTest(name = "R-12: {0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            godo_users    | sam    | insert into users.devices (id, user_id, platform, token_hmac, token_cipher) values (gen_random_uuid(), :sam, 'ios', '\\x01', '')
            godo_users    | worker | insert into users.users (id, email) values (gen_random_uuid(), 'anna@x.com')
            godo_users    | worker | insert into users.phones (user_id, hmac, hmac_key_id, cipher) values (:sam, '\\x01', 'k', '')
            godo_swipes   | sam    | insert into swipes.ical_tokens (id, user_id, token_hash) values (gen_random_uuid(), :sam, '\\x01')
            godo_swipes   | sam    | insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at) values (:sam, :sam, :sam, 'up', now())
            godo_events   | sam    | insert into events.attendance (id, event_id, user_id) values (gen_random_uuid(), :sam, :sam)
            godo_social   | sam    | insert into social.groups (id, name, created_by) values (:group, 'Mine', :sam)
            godo_social   | sam    | insert into social.blocks (blocker, blocked) values (:sam, :jazz)
            """)
    void what_is_in_the_way_is_not_told(String role, String person, String sql) throws SQLException {
        try (var db = Postgres.told().begin()) {
            if (person.equals("worker")) {
                db.asWorker(role);
            } else {
                db.as(role, People.valueOf(person.toUpperCase(Locale.ROOT)).id());
            }
            var refused = assertThrows(SQLException.class, () -> db.run(Story.named(sql)));
            assertTrue(refused.getSQLState().startsWith("23"), refused.getSQLState());
            assertFalse(refused.getMessage().contains("Key ("), refused.getMessage());
        }
    }

    @Test
    void a_service_cannot_create_anything_or_become_anyone() throws SQLException {
        try (var connection = Postgres.shared().login("godo_swipes");
                var db = new Db(connection)) {
            for (var attempt : List.of(
                    "create table swipes.mine (id int)",
                    "create table public.mine (id int)",
                    "create temporary table mine (id int)",
                    "create schema mine",
                    "set role godo_owner",
                    "set role godo_users",
                    "alter table swipes.swipes disable row level security",
                    "alter role godo_swipes bypassrls",
                    "copy swipes.swipes to program 'cat'",
                    "truncate swipes.swipes",
                    "select * from swipes.swipes_p0",
                    "select rolpassword from pg_authid",
                    "call godo.close_table('swipes.swipes')")) {
                assertEquals("42501", db.attempt(attempt), attempt);
            }
        }
    }
}
