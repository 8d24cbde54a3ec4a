package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** People are erased while they and others go to events and join groups, on connections of their own. */
class ErasingInACrowdTest {

    private static final int CROWD = 24;
    private static final int ERASED = 12;
    private static final int EVENTS = 6;
    private static final int GROUPS = 3;

    private static final String GOES = """
            insert into events.attendance (id, event_id, user_id, status) values (gen_random_uuid(), '%1$s', '%2$s', '%3$s')
            on conflict (user_id, event_id) do update set status = excluded.status""";

    /** Who waits in a circle that goes through this test itself is not found by Postgres. */
    private static final String PATIENCE = "set local lock_timeout = '10s'";

    private static final Postgres DATABASE = Postgres.migrated();

    @BeforeEach
    void a_crowd_and_where_it_goes() {
        DATABASE.execute("""
                select set_config('godo.worker', 'on', true);
                delete from events.events; delete from social.groups; delete from users.users;
                insert into users.users (id, email, privacy_level)
                    select lpad(n::text, 32, '0')::uuid, n || '@x.com', 'public' from generate_series(1, %d) as n;
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                    select lpad('e' || n, 32, '0')::uuid, 'T', now() + interval '1 day', 'L', 'music', 's', 'approved'
                      from generate_series(1, %d) as n;
                insert into social.groups (id, name, created_by, privacy_level)
                    select lpad('a' || n, 32, '0')::uuid, 'G', lpad(n::text, 32, '0')::uuid, 'public'
                      from generate_series(1, %d) as n;
                """.formatted(CROWD, EVENTS, GROUPS));
    }

    @Test
    @DisplayName("C-06: who is erased while they say that they come gets their answer, and is erased after it")
    void an_erasure_waits_for_who_holds_the_event() throws Exception {
        attend(person(5), event(1), "interested");
        try (var erasers = Executors.newSingleThreadExecutor();
                var attending = new Db(DATABASE.login("godo_events"))) {
            attending.as("godo_events", person(5));
            attending.text(hold(event(1)));
            var erased = erasers.submit(() -> erase(person(5)));
            awaitErasureThatWaits();

            assertEquals("1", attending.attempt(GOES.formatted(event(1), person(5), "going")));
            attending.commit();

            assertEquals("t", erased.get());
            assertEquals("0 0", counted());
        }
    }

    @Test
    @DisplayName("C-06: who goes somewhere else while their erasure waits is erased there, too")
    void an_erasure_takes_what_was_added_while_it_waited() throws Exception {
        attend(person(5), event(2), "going");
        try (var erasers = Executors.newSingleThreadExecutor();
                var other = new Db(DATABASE.login("godo_events"))) {
            other.as("godo_events", person(6));
            other.text(hold(event(2)));
            var erased = erasers.submit(() -> erase(person(5)));
            awaitErasureThatWaits();

            attend(person(5), event(1), "going");
            assertEquals("1", other.attempt(GOES.formatted(event(2), person(6), "going")));
            other.commit();

            assertEquals("t", erased.get());
            assertEquals("1 1", counted());
        }
    }

    @Test
    @DisplayName(
            "C-06 I-22: while twelve of a crowd are erased nobody runs into a deadlock, and every counter follows its rows")
    void nobody_waits_in_a_circle() throws Exception {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var acts = new ArrayList<Callable<String>>();
        for (var n = 0; n < 600; n++) {
            acts.add(anything(person(1 + random.nextInt(CROWD)), random));
        }
        for (var n = 1; n <= ERASED; n++) {
            var person = person(n);
            acts.add(40 * n, () -> erase(person));
        }

        var outcomes = new TreeSet<String>();
        try (var crowd = Executors.newFixedThreadPool(16)) {
            for (var outcome : crowd.invokeAll(acts)) {
                outcomes.add(outcome.get());
            }
        }

        // gone, or nobody may know of the group any more; a founder leaves no group without an admin
        assertTrue(
                Set.of("t", "0", "1", "23503", "23505", "23514", "42501").containsAll(outcomes),
                seed + ": " + outcomes);
        assertTrue(outcomes.containsAll(Set.of("t", "1", "23503")), seed + ": " + outcomes);
        var counted = counted().split(" ");
        assertEquals(counted[0], counted[1], "seed " + seed);
        try (var db = DATABASE.begin()) {
            assertEquals(CROWD - ERASED, db.number("select count(*) from users.users"));
            assertEquals(
                    List.of(),
                    db.column("select id from social.groups as g where member_count <>"
                            + " (select count(*) from social.group_members where group_id = g.id)"),
                    "seed " + seed);
        }
    }

    private static Callable<String> anything(UUID person, Random random) {
        var event = event(1 + random.nextInt(EVENTS));
        var group = group(1 + random.nextInt(GROUPS));
        var status = random.nextBoolean() ? "going" : "not_going";
        return switch (random.nextInt(4)) {
            case 0 -> () -> act("godo_social", person, "select 1", """
                    insert into social.group_members (group_id, user_id) values ('%s', '%s')""".formatted(group, person));
            case 1 -> () -> act("godo_social", person, "select 1", """
                    insert into social.group_messages (id, group_id, author, client_msg_id, body)
                    values (gen_random_uuid(), '%s', '%s', gen_random_uuid(), 'Hi')""".formatted(group, person));
            default -> () -> act("godo_events", person, hold(event), GOES.formatted(event, person, status));
        };
    }

    private static String act(String role, UUID person, String first, String then) throws SQLException {
        try (var db = new Db(DATABASE.login(role))) {
            db.as(role, person).run(PATIENCE);
            db.column(first);
            var outcome = db.attempt(then);
            db.commit();
            return outcome;
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    private static void attend(UUID person, UUID event, String status) throws SQLException {
        assertEquals("1", act("godo_events", person, hold(event), GOES.formatted(event, person, status)));
    }

    private static String hold(UUID event) {
        return "select is_open from events.hold_event('%s')".formatted(event);
    }

    private static String erase(UUID person) throws SQLException {
        try (var db = new Db(DATABASE.login("godo_users"))) {
            db.asWorker("godo_users").run(PATIENCE);
            var erased = db.text("select users.erase('%s')".formatted(person));
            db.commit();
            return erased;
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }

    private static void awaitErasureThatWaits() throws Exception {
        var deadline = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < deadline) {
            try (var db = DATABASE.begin()) {
                if (db.number("select count(*) from pg_stat_activity where datname = current_database()"
                                + " and usename = 'godo_users' and wait_event_type = 'Lock'")
                        > 0) {
                    return;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("the erasure waits for nobody");
    }

    /** Seats by the events' counters and by the rows. */
    private static String counted() throws SQLException {
        try (var db = DATABASE.begin()) {
            return db.text("select sum(current_attendees) || ' '"
                    + " || (select count(*) from events.attendance where status = 'going') from events.events");
        }
    }

    private static UUID person(int n) {
        return numbered("", n);
    }

    private static UUID event(int n) {
        return numbered("e", n);
    }

    private static UUID group(int n) {
        return numbered("a", n);
    }

    /** The ids of the crowd are decimal digits; read as hexadecimal they stay what they are. */
    private static UUID numbered(String kind, int n) {
        return new UUID(0, Long.parseLong(kind + n, 16));
    }
}
