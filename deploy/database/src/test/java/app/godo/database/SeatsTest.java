package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Places that are limited, taken by many at once, on connections of their own. */
class SeatsTest {

    private static final int CROWD = 50;
    private static final UUID EVENT = new UUID(7, 7);
    private static final UUID GROUP = new UUID(8, 8);

    private static final Postgres DATABASE = Postgres.migrated();

    @BeforeEach
    void a_crowd_an_event_of_ten_seats_and_a_group_of_twenty() throws SQLException {
        DATABASE.execute("""
                select set_config('godo.worker', 'on', true);
                delete from events.events; delete from social.groups; delete from users.users;
                insert into users.users (id, email)
                    select lpad(n::text, 32, '0')::uuid, n || '@x.com' from generate_series(1, %d) as n;
                insert into events.events (id, title, date_time, location_name, category, source, capacity, moderation_status)
                    values ('%s', 'T', now() + interval '1 day', 'L', 'music', 's', 10, 'approved');
                insert into social.groups (id, name, created_by, privacy_level, max_members)
                    values ('%s', 'G', lpad('1', 32, '0')::uuid, 'public', 20);
                """.formatted(CROWD, EVENT, GROUP));
    }

    @Test
    @DisplayName("D15 I-06: 50 join an event of 10: 10 go, 40 wait in the order in which they came")
    void exactly_as_many_go_as_there_are_seats() throws Exception {
        together(person -> join(person));

        assertEquals(10, count("events.attendance where status = 'going'"));
        assertEquals(40, count("events.attendance where status = 'waitlisted'"));
        assertEquals("10 40", counters());
        assertEquals(
                40,
                count("(select distinct waitlist_place from events.attendance) as places where waitlist_place > 0"));
    }

    @Test
    @DisplayName("D15: who does not ask first is still refused the seat that is not there")
    void the_last_wall_holds_without_any_manners() throws Exception {
        var refused = together(person -> attempt(
                "godo_events",
                person,
                "insert into events.attendance (id, event_id, user_id, status) values ('%1$s', '%2$s', '%1$s', 'going')"
                        .formatted(person, EVENT)));

        assertEquals(40, refused.stream().filter("23514"::equals).count());
        assertEquals("10 0", counters());
    }

    @Test
    @DisplayName("R-ATT-6: going twice at once is one row and one seat")
    void going_twice_takes_one_seat() throws Exception {
        var eager = person(1);
        together(ignored -> join(eager));

        assertEquals(1, count("events.attendance"));
        assertEquals("1 0", counters());
    }

    @Test
    @Timeout(30)
    @DisplayName("F-02: who waits for an event while it is merged gets the one that took its place")
    void who_waits_while_events_are_merged_goes_on_to_the_other() throws Exception {
        var other = new UUID(7, 8);
        DATABASE.execute("""
                select set_config('godo.worker', 'on', true);
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                    values ('%s', 'T', now() + interval '1 day', 'L', 'music', 's', 'approved')""".formatted(other));
        try (var merging = DATABASE.begin();
                var pool = Executors.newSingleThreadExecutor()) {
            merging.asWorker("godo_events");
            merging.run("update events.events set merged_into = '%s', is_active = false where id = '%s'"
                    .formatted(other, EVENT));
            var held = pool.submit(() -> {
                try (var db = new Db(DATABASE.login("godo_events"))) {
                    db.as("godo_events", person(1));
                    return db.text("select event_id || ' ' || is_open from events.hold_event('%s')".formatted(EVENT));
                }
            });
            while (count("(select from pg_locks where not granted) as waiting") == 0) {
                Thread.sleep(20);
            }
            merging.commit();

            assertEquals(other + " true", held.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void a_seat_is_free_again_when_its_person_is_erased() throws Exception {
        together(person -> join(person));
        DATABASE.execute(
                "select set_config('godo.worker', 'on', true);"
                        + " delete from users.users where id in (select user_id from events.attendance where status = 'going' limit 3)");

        assertEquals("7 40", counters());
        assertEquals(7, count("events.attendance where status = 'going'"));
    }

    @Test
    @DisplayName(
            "I-07: with fewer seats than people go, everyone stays, anyone may leave, and nobody gets in until one is free")
    void seats_that_are_gone_turn_nobody_away_and_let_nobody_in() throws Exception {
        together(person -> join(person));
        try (var db = DATABASE.begin()) {
            db.asWorker("godo_events");
            var late =
                    "update events.attendance set status = 'going' where id = (select min(id::text)::uuid from events.attendance where status = 'waitlisted')";
            var leaving =
                    "delete from events.attendance where id = (select min(id::text)::uuid from events.attendance where status = 'going')";
            var fill = "select count(*) from events.fill_seats('%s')".formatted(EVENT);

            assertEquals("1", db.attempt("update events.events set capacity = 8"));
            assertEquals("-2", db.text("select seats_left from events.hold_event('%s')".formatted(EVENT)));
            for (var going = 10; going > 8; going--) {
                assertEquals("23514", db.attempt(late), going + " go");
                assertEquals(0, db.number(fill));
                assertEquals("1", db.attempt(leaving));
            }
            assertEquals("23514", db.attempt(late), "8 go");
            assertEquals("1", db.attempt(leaving));
            assertEquals("1", db.attempt(late), "7 go");
            assertEquals(8, db.number("select current_attendees from events.events"));
        }
    }

    @Test
    @DisplayName("who was blocked by the organiser may still leave, and nobody else learns of the event")
    void who_can_no_longer_see_the_event_can_leave_it() throws Exception {
        var going = person(1);
        var organiser = person(2);
        join(going);
        DATABASE.execute("""
                select set_config('godo.worker', 'on', true);
                update events.events set created_by_user_id = '%2$s';
                insert into social.blocks (blocker, blocked) values ('%2$s', '%1$s'), ('%2$s', '%3$s');
                """.formatted(going, organiser, person(3)));
        try (var db = DATABASE.begin()) {
            var hold = "select count(*) from events.hold_event('%s', %s)";
            db.as("godo_events", going);
            assertEquals(0, db.number(hold.formatted(EVENT, false)));
            assertEquals(1, db.number(hold.formatted(EVENT, true)));
            assertEquals("1 10", db.text("select taken || ' ' || capacity from events.seats('%s')".formatted(EVENT)));
            db.as("godo_events", person(3));
            assertEquals(0, db.number(hold.formatted(EVENT, true)));
        }
    }

    @Test
    @DisplayName("A-36: nobody but the rows themselves sets a counter")
    void counters_cannot_be_written() throws SQLException {
        try (var db = DATABASE.begin()) {
            db.asWorker("godo_events");
            assertEquals("42501", db.attempt("update events.events set current_attendees = 0"));
            assertEquals("42501", db.attempt("update events.events set waitlist_length = 0"));
            db.asWorker("godo_social");
            assertEquals("42501", db.attempt("update social.groups set member_count = 0"));
        }
    }

    @Test
    @DisplayName("D11 I-21: 50 join a group of 20: 20 are in")
    void a_group_is_never_overfull() throws Exception {
        together(person -> attempt(
                "godo_social",
                person,
                "insert into social.group_members (group_id, user_id) values ('%s', '%s')".formatted(GROUP, person)));

        assertEquals(20, count("social.group_members"));
        assertEquals(20, count("social.groups, generate_series(1, member_count)"));
    }

    /** What event-service does: hold the event, look, write. */
    private static String join(UUID person) throws SQLException {
        try (var db = new Db(DATABASE.login("godo_events"))) {
            db.as("godo_events", person);
            var free = db.number("select seats_left from events.hold_event('%s')".formatted(EVENT));
            db.run("""
                    insert into events.attendance (id, event_id, user_id, status)
                    values (gen_random_uuid(), '%s', '%s', '%s')
                    on conflict (user_id, event_id) do update set status = excluded.status
                    where attendance.status not in ('going', 'attended')
                    """.formatted(EVENT, person, free > 0 ? "going" : "waitlisted"));
            db.commit();
            return "joined";
        }
    }

    private static String attempt(String role, UUID person, String sql) throws SQLException {
        try (var db = new Db(DATABASE.login(role))) {
            db.as(role, person);
            var outcome = db.attempt(sql);
            db.commit();
            return outcome;
        }
    }

    private interface Act {
        String by(UUID person) throws SQLException;
    }

    private static List<String> together(Act act) throws Exception {
        var ready = new CountDownLatch(CROWD);
        var acts = new ArrayList<Callable<String>>();
        for (int n = 1; n <= CROWD; n++) {
            var person = person(n);
            acts.add(() -> {
                ready.countDown();
                ready.await();
                return act.by(person);
            });
        }
        try (var crowd = Executors.newFixedThreadPool(CROWD)) {
            var outcomes = new ArrayList<String>();
            for (var outcome : crowd.invokeAll(acts)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        }
    }

    private static UUID person(int n) {
        // the crowd's ids are decimal digits; read back as hexadecimal they stay what they are
        return new UUID(0, Long.parseLong(Integer.toString(n), 16));
    }

    private static long count(String from) throws SQLException {
        try (var db = DATABASE.begin()) {
            return db.number("select count(*) from " + from);
        }
    }

    private static String counters() throws SQLException {
        try (var db = DATABASE.begin()) {
            assertTrue(db.number("select attendance_version from events.events") > 0);
            return db.text("select current_attendees || ' ' || waitlist_length from events.events");
        }
    }
}
