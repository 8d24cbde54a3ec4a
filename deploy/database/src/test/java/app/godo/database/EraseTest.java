package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

class EraseTest {

    private static final String ERASE = "select users.erase(%s)";

    /** Facts name people by their ids; they go a week after they were published. */
    private static final Set<String> PSEUDONYMS = Set.of("outbox.key", "outbox.body");

    @Test
    @DisplayName("C-06 D8: an erased person's id, mail address and name are in no column of any table")
    void erasing_a_person_erases_their_rows_everywhere() throws SQLException {
        for (var person : List.of(People.ANNA, People.FAY)) {
            try (var db = Postgres.told().begin()) {
                assertTrue(cellsThatName(db, person).size() > 10);

                db.asWorker("godo_users");
                assertEquals("t", db.text(ERASE.formatted("'" + person.id() + "'")));

                assertEquals(List.of(), cellsThatName(db, person));
            }
        }
    }

    @Test
    @DisplayName("C-06: the sweep finds a person in text, in lists, in JSON and in bytes")
    void the_sweep_reads_every_kind_of_column() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.asWorker("godo_users");
            db.text(Story.named(ERASE.formatted(":anna")));
            db.asSuperuser();
            db.run(Story.named("update events.events set tags = '{anna}', description = 'ANNA@x.com',"
                    + " metadata = jsonb_build_object('by', :anna::text) where id = :jazz"));
            db.run(Story.named("update reco.models set artifact = convert_to('of ' || :anna::text, 'UTF8')"));

            assertEquals(
                    List.of("events.description", "events.metadata", "events.tags", "models.artifact"),
                    cellsThatName(db, People.ANNA));
        }
    }

    @Test
    @DisplayName("R-EVT-11: an erased organiser's event stays without an organiser if others go, else it goes too")
    void an_event_outlives_its_organiser_if_others_go() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.asWorker("godo_users");
            db.text(Story.named(ERASE.formatted(":anna")));
            db.asSuperuser();
            assertEquals(
                    List.of("Party"),
                    db.column("select title from events.events"
                            + " where created_by_user_id is null and is_user_generated"));
            assertEquals(0, db.number(Story.named("select count(*) from events.events where id = :draft")));
        }
    }

    @Test
    @DisplayName("A-09: who is erased leaves the ids of their sessions, for as long as an access token lives")
    void sessions_outlive_their_account_by_ten_minutes() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("update users.sessions set expires_at = now() + interval '1 day', revoked_at = now()"
                    + " where revoked_at is not null");
            db.run(Story.named("update users.sessions set expires_at = now() + interval '1 day' where id = :draft"));
            db.run(Story.named("insert into users.sessions (id, user_id, expires_at)"
                    + " values (:group, :anna, now() - interval '12 minutes')"));

            db.asWorker("godo_users").text(Story.named(ERASE.formatted(":anna")));

            var ended = "select session_id from users.ended_sessions() where session_id in (:draft, :jazz, :group)"
                    + " and until = now() + interval '10 minutes' order by 1";
            assertEquals(
                    db.column(Story.named("select unnest(array[:jazz, :draft]) order by 1")),
                    db.column(Story.named(ended)));
        }
    }

    @Test
    @DisplayName("C-06: only the worker of user-service erases")
    void nobody_else_erases() throws SQLException {
        try (var db = Postgres.told().begin()) {
            for (var service : ServiceRole.values()) {
                var callers = service == ServiceRole.USERS ? "f" : "42501";
                db.as(service.role(), People.ANNA.id());
                assertEquals(callers, outcome(db, ":fay"), service.role());
                db.asNobody(service.role());
                assertEquals(callers, outcome(db, ":fay"), service.role() + " as nobody");
            }
            // their own account is in sight of a caller, and still nothing goes
            db.as("godo_users", People.ANNA.id());
            assertEquals("42501", outcome(db, ":anna"));
            db.asSuperuser();
            assertEquals(People.values().length, db.number("select count(*) from users.users"));
        }
    }

    private static String outcome(Db db, String person) throws SQLException {
        var sql = Story.named(ERASE.formatted(person));
        var attempt = db.attempt(sql);
        return attempt.equals("-1") ? db.text(sql) : attempt;
    }

    /** Every column of every table that could hold an id, an address or a name, so that what is added is looked at as well. */
    private static List<String> cellsThatName(Db db, People person) throws SQLException {
        db.asSuperuser();
        var found = new ArrayList<String>();
        var name = person.name().toLowerCase(Locale.ROOT);
        for (var cell : db.column("""
                select relnamespace::regnamespace || '.' || relname || ' ' || relname || '.' || attname || ' '
                       || case when atttypid = 'bytea'::regtype then format('encode(%1$I, ''escape'')', attname)
                               else format('%1$I::text', attname) end
                  from pg_attribute join pg_class c on c.oid = attrelid
                 where relkind in ('r', 'p') and not relispartition and attnum > 0 and not attisdropped
                   and atttypid::regtype::text in ('uuid', 'text', 'character varying', 'jsonb', 'bytea', 'uuid[]', 'text[]')
                   and relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
                   and not (attname = 'id' and atttypid = 'uuid'::regtype and relname <> 'users')
                 order by relname, attname
                """)) {
            var parts = cell.split(" ", 3);
            if (!PSEUDONYMS.contains(parts[1])
                    && db.number("select count(*) from %s where lower(%s) ~ '%s|\\m%s\\M'"
                                    .formatted(parts[0], parts[2], person.id(), name))
                            > 0) {
                found.add(parts[1]);
            }
        }
        return found;
    }
}
