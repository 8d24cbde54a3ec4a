package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

class EraseTest {

    @Test
    @DisplayName("C-06 D8: one DELETE of a person leaves their id in no uuid column of any table")
    void erasing_a_person_erases_their_rows_everywhere() throws SQLException {
        for (var person : List.of(People.ANNA, People.FAY)) {
            try (var db = Postgres.told().begin()) {
                assertTrue(rowsThatName(db, person).size() > 10);

                db.asWorker("godo_users");
                assertEquals("1", db.attempt("delete from users.users where id = '%s'".formatted(person.id())));

                assertEquals(List.of(), rowsThatName(db, person));
            }
        }
    }

    @Test
    @DisplayName("R-EVT-11: an erased organiser's event stays, without an organiser")
    void an_event_outlives_its_organiser() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.asWorker("godo_users");
            db.run(Story.named("delete from users.users where id = :anna"));
            db.asSuperuser();
            assertEquals(
                    1,
                    db.number(Story.named("select count(*) from events.events"
                            + " where id = :party and created_by_user_id is null and is_user_generated")));
        }
    }

    /** Every uuid column of every table, so that a table that is added is looked at as well. */
    private static List<String> rowsThatName(Db db, People person) throws SQLException {
        db.asSuperuser();
        var found = new ArrayList<String>();
        for (var column : db.column("""
                select relnamespace::regnamespace || '.' || relname || ' where ' || attname
                  from pg_attribute join pg_class c on c.oid = attrelid
                 where relkind in ('r', 'p') and not relispartition and attnum > 0 and atttypid = 'uuid'::regtype
                   and relnamespace::regnamespace::text !~ '^pg_'
                   and not (attname = 'id' and relname <> 'users')
                """)) {
            if (db.number("select count(*) from %s = '%s'".formatted(column, person.id())) > 0) {
                found.add(column);
            }
        }
        return found;
    }
}
