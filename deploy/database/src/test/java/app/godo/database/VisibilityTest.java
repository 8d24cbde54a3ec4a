package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The one rule, as a table: 3 privacy levels of the owner x 3 audiences of the row x 8 relations of the viewer. */
class VisibilityTest {

    private static final List<String> LEVELS = List.of("private", "friends_only", "public");
    private static final List<String> AUDIENCES = List.of("private", "friends", "public");

    /** What else a viewer may be. Ian has left; while he was here he was a friend. */
    private static final Set<People> FRIENDS = Set.of(People.FAY, People.IAN);

    private static final Set<People> BLOCKED = Set.of(People.BEN, People.XENIA);

    @Test
    @DisplayName("R-SEC-2: Anna's rows, for every viewer, privacy level and audience")
    void what_anna_shares_is_seen_by_whom_she_shares_it_with() throws SQLException {
        try (var db = Postgres.told().begin()) {
            var wrong = new ArrayList<String>();
            for (var level : LEVELS) {
                setLevel(db, People.ANNA, level);
                for (var audience : AUDIENCES) {
                    for (var viewer : People.values()) {
                        var expected = expected(level, audience, viewer);
                        var seen = visible(db, viewer, People.ANNA, audience);
                        var seenAmongMany = visibleAmong(db, viewer, People.ANNA, audience);
                        if (seen != expected || seenAmongMany != expected) {
                            wrong.add("%s, %s, %s: %s, %s".formatted(level, audience, viewer, seen, seenAmongMany));
                        }
                    }
                }
            }
            assertEquals(List.of(), wrong);
        }
    }

    @Test
    void who_has_left_is_seen_by_nobody_else() throws SQLException {
        try (var db = Postgres.told().begin()) {
            setLevel(db, People.IAN, "public");
            for (var viewer : People.values()) {
                assertEquals(viewer == People.IAN, visible(db, viewer, People.IAN, "public"), viewer.name());
                assertEquals(viewer == People.IAN, visibleAmong(db, viewer, People.IAN, "public"), viewer.name());
            }
        }
    }

    @Test
    @DisplayName("I-11: a block holds against friends, both ways and at once")
    void a_block_beats_friendship() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(true, visible(db, People.FAY, People.ANNA, "friends"));
            db.run(Story.named("insert into social.blocks values (:fay, :anna)"));
            assertEquals(false, visible(db, People.FAY, People.ANNA, "friends"));
            assertEquals(false, visible(db, People.ANNA, People.FAY, "friends"));
        }
    }

    @Test
    void no_viewer_no_owner_and_an_unknown_audience_show_nothing() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(List.of("f", "f", "f", "f", "f"), db.column(Story.named("""
                            select social.visible_to(viewer, owner, audience)
                              from (values (null::uuid, :sam, 'public'), (:anna, null, 'public'), (null, null, 'public'),
                                           (:anna, :sam, 'everyone'), (:anna, :sam, null)) as t (viewer, owner, audience)
                            """)));
            assertEquals(List.of(), db.column(Story.named("""
                            select social.visible_among(viewer, owners, audiences)
                              from (values (null::uuid, array[:sam]::uuid[], array['public']), (:anna, array[null::uuid], array['public']),
                                           (:anna, array[:sam]::uuid[], array['everyone']), (:anna, array[:sam]::uuid[], array[null::text]))
                                   as t (viewer, owners, audiences)
                            """)));
        }
    }

    @Test
    @DisplayName(
            "R-ATT-3: whom one sees among many is found with as many questions as among few, and as the policies show")
    void many_are_seen_with_as_few_questions_as_few() throws SQLException {
        try (var db = Postgres.told().begin()) {
            var ofFew = questionsFor(db);
            db.asSuperuser();
            db.run(Story.named("""
                    insert into users.users (id, email, privacy_level)
                    select lpad(n::text, 32, '0')::uuid, n || '@x.com', 'public' from generate_series(1, 500) as n;
                    insert into events.attendance (id, event_id, user_id, status, visibility)
                    select gen_random_uuid(), :jazz, lpad(n::text, 32, '0')::uuid, 'going', 'public' from generate_series(1, 500) as n;
                    """));
            assertEquals(ofFew, questionsFor(db));
            var shownByPolicy = db.column(Story.named("""
                    select user_id from events.attendance
                     where event_id = :jazz and status in ('interested', 'maybe', 'going', 'attended') order by user_id"""));
            assertTrue(shownByPolicy.size() >= 500);
            assertEquals(
                    shownByPolicy,
                    db.column(Story.named("select user_id from events.attendees(:jazz) order by user_id")));
        }
    }

    /** How often functions of the rule are called for Anna to see who comes. */
    private static long questionsFor(Db db) throws SQLException {
        db.asSuperuser();
        db.run("set local track_functions = 'all'");
        var calls =
                "select coalesce(sum(calls), 0) from pg_stat_xact_user_functions where schemaname in ('social', 'events')";
        var before = db.number(calls);
        db.as("godo_events", People.ANNA.id());
        db.number(Story.named("select count(*) from events.attendees(:jazz)"));
        return db.number(calls) - before;
    }

    @Test
    @DisplayName("R-FRD-5: a request shows who asks to the one who is asked, and nothing the other way")
    void a_pending_request_opens_only_the_one_who_asks() throws SQLException {
        try (var db = Postgres.told().begin()) {
            setLevel(db, People.PAT, "private");
            for (var level : List.of("private", "friends_only")) {
                setLevel(db, People.SAM, level);
                db.as("godo_social", People.PAT.id());
                assertEquals(
                        "1",
                        db.attempt(Story.named("insert into social.friendships (id, low, high, requested_by)"
                                + " values (:sam, least(:sam, :pat), greatest(:sam, :pat), :pat)")));

                for (var role : List.of("godo_social", "godo_events", "godo_notifications")) {
                    db.as(role, People.PAT.id());
                    assertEquals(List.of(), db.column(Story.named("select id from users.people where id = :sam")));
                    db.as(role, People.SAM.id());
                    assertEquals(
                            List.of("Pat"),
                            db.column(Story.named("select full_name from users.people where id = :pat")));
                }
                db.asSuperuser();
                for (var audience : AUDIENCES) {
                    assertEquals(false, visible(db, People.PAT, People.SAM, audience));
                    assertEquals(false, visible(db, People.SAM, People.PAT, audience));
                }
                db.run(Story.named("delete from social.friendships where id = :sam"));
            }
        }
    }

    @Test
    void anyone_here_may_be_asked_unless_there_is_a_block() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run("update users.users set privacy_level = 'private'");
            db.as("godo_social", People.ANNA.id());
            assertEquals(
                    List.of("FAY", "PAT", "SAM", "GIL"),
                    Stream.of(People.values())
                            .filter(person -> person != People.ANNA)
                            .filter(person -> mayAsk(db, People.ANNA, person))
                            .map(People::name)
                            .toList());
        }
    }

    private static boolean expected(String level, String audience, People viewer) {
        if (viewer == People.ANNA) {
            return true;
        }
        if (BLOCKED.contains(viewer) || level.equals("private") || audience.equals("private")) {
            return false;
        }
        return level.equals("public") && audience.equals("public") || FRIENDS.contains(viewer);
    }

    private static boolean mayAsk(Db db, People one, People other) {
        try {
            return db.text("select social.may_ask('%s', '%s')".formatted(one.id(), other.id()))
                    .equals("t");
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void setLevel(Db db, People owner, String level) throws SQLException {
        db.run("update users.users set privacy_level = '%s' where id = '%s'".formatted(level, owner.id()));
    }

    private static boolean visibleAmong(Db db, People viewer, People owner, String audience) throws SQLException {
        return db.column("select social.visible_among('%s', array['%s']::uuid[], array['%s'])"
                        .formatted(viewer.id(), owner.id(), audience))
                .equals(List.of(owner.id().toString()));
    }

    private static boolean visible(Db db, People viewer, People owner, String audience) throws SQLException {
        return db.text("select social.visible_to('%s', '%s', '%s')".formatted(viewer.id(), owner.id(), audience))
                .equals("t");
    }
}
