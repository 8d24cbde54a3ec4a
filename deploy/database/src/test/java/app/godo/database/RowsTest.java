package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

class RowsTest {

    @Test
    void every_service_can_do_its_work_under_its_policies() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            assertEquals(List.of(), Story.tell(db));
        }
    }

    @Test
    void the_story_leaves_a_row_in_every_table() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            Story.tell(db);
            var empty = new ArrayList<String>();
            for (var service : ServiceRole.values()) {
                for (var table : new RowsSeen(db).readable(service.role())) {
                    if (db.number("select count(*) from " + table) == 0) {
                        empty.add(table);
                    }
                }
            }
            assertEquals(List.of(), empty);
        }
    }

    @Test
    @DisplayName("R-05 R-06: nobody sees nothing, workers see all of their service, callers see what is theirs to see")
    void every_actor_sees_of_every_table_what_is_theirs_to_see() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            Story.tell(db);
            assertEquals(List.of(), new RowsSeen(db).findings());
        }
    }

    @Test
    @DisplayName("R-09: whichever policy is dropped, something notices")
    void whichever_policy_is_dropped_something_notices() throws SQLException {
        var unnoticed = new ArrayList<String>();
        for (var policy : policies()) {
            if (!catalogueNotices(policy)
                    && !readersNotice(policy, policy::endsWith)
                    && !writersNotice(policy)
                    && !readersNotice(policy, table -> true)) {
                unnoticed.add(policy);
            }
        }
        assertEquals(List.of(), unnoticed);
    }

    private static boolean catalogueNotices(String policy) throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("drop policy " + policy);
            var catalogue = new Catalogue(db);
            return !catalogue.openTables().isEmpty()
                    || !catalogue.partitionsUnlikeTheirParent().isEmpty();
        }
    }

    private static boolean readersNotice(String policy, Predicate<String> tables) throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("drop policy " + policy);
            return !new RowsSeen(db).findings(tables).isEmpty();
        }
    }

    private static boolean writersNotice(String policy) throws SQLException {
        try (var db = Postgres.shared().begin()) {
            db.run("drop policy " + policy);
            return !Story.tell(db).isEmpty() || !new RowsSeen(db).answers().isEmpty();
        }
    }

    private static List<String> policies() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var policies =
                    db.column("select format('%I on %s', polname, polrelid::regclass) from pg_policy order by 1");
            assertFalse(policies.isEmpty());
            return policies;
        }
    }
}
