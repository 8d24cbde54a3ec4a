package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

class RowsTest {

    /** How many policies a run widens: each costs a look at a whole table, as everybody. */
    private static final int WIDENED = 20;

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
    @DisplayName("R-06: of every table callers insert, change and delete what is theirs, and nobody anything")
    void every_actor_writes_of_every_table_what_is_theirs_to_write() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(List.of(), new RowsWritten(db).findings());
        }
    }

    @Test
    @DisplayName("R-09: policies picked at random are widened to everybody, and something notices")
    void whichever_policy_is_widened_something_notices() throws SQLException {
        var seed = new Random().nextLong();
        System.err.println("R-09 widens by the seed " + seed);
        var policies = ofServices();
        Collections.shuffle(policies, new Random(seed));
        var unnoticed = new ArrayList<String>();
        for (var policy : policies.subList(0, WIDENED)) {
            if (!isNoticedWide(policy)) {
                unnoticed.add(policy);
            }
        }
        assertEquals(List.of(), unnoticed, "seed " + seed);
    }

    @Test
    @DisplayName("R-09: whichever table is opened to its owner, it is noticed")
    void whichever_table_is_not_forced_it_is_noticed() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            var tables = db.column("select oid::regclass from pg_class where relforcerowsecurity");
            assertTrue(tables.size() > 60);
            for (var table : tables) {
                db.run("alter table %s no force row level security".formatted(table));
            }
            var open = new Catalogue(db).openTables();
            assertEquals(
                    List.of(),
                    tables.stream()
                            .filter(table -> !open.contains(table + ": not forced on the owner"))
                            .toList());
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

    private static boolean isNoticedWide(String policy) throws SQLException {
        var table = policy.split(" ")[2];
        try (var db = Postgres.told().begin()) {
            db.run("alter policy " + policy);
            return !new Catalogue(db).partitionsUnlikeTheirParent().isEmpty()
                    || !new RowsSeen(db).findings(table::equals).isEmpty()
                    || !new RowsWritten(db).findings(table::equals).isEmpty();
        }
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

    /** What widens each policy of a service's role; those of the owner are for functions, which say themselves what they show. */
    private static List<String> ofServices() throws SQLException {
        try (var db = Postgres.shared().begin()) {
            return db.column("""
                    select format('%I on %s %s', polname, polrelid::regclass,
                               concat_ws(' ', case when polcmd <> 'a' then 'using (true)' end,
                                              case when polcmd in ('a', 'w', '*') then 'with check (true)' end))
                      from pg_policy where not 'godo_owner'::regrole = any (polroles) order by 1
                    """);
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
