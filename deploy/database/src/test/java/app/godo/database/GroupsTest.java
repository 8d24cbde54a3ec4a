package app.godo.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

class GroupsTest {

    @Test
    @DisplayName("I-21: the last admin can neither leave nor step down")
    void the_last_admin_stays() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.as("godo_social", People.ANNA.id());
            assertEquals("23514", db.attempt(Story.named("delete from social.group_members where user_id = :anna")));
            assertEquals(
                    "23514",
                    db.attempt(Story.named("update social.group_members set role = 'member' where user_id = :anna")));
            assertEquals(
                    "1",
                    db.attempt(Story.named("update social.group_members set role = 'admin' where user_id = :fay")));
            assertEquals("1", db.attempt(Story.named("delete from social.group_members where user_id = :anna")));
        }
    }

    @Test
    @DisplayName("I-21: of two admins who leave at once, one stays")
    void two_admins_cannot_leave_at_once() throws Exception {
        var database = Postgres.migrated();
        try (var db = database.begin()) {
            Story.tell(db);
            db.run(Story.named("update social.group_members set role = 'admin' where user_id = :fay"));
            db.run(Story.named("insert into social.group_members (group_id, user_id) values (:group, :pat)"));
            db.commit();
        }
        var leave = "delete from social.group_members where user_id = '%s'";
        try (var first = new Db(database.login("godo_social"));
                var second = new Db(database.login("godo_social"))) {
            first.as("godo_social", People.ANNA.id());
            second.as("godo_social", People.FAY.id());
            assertEquals("1", first.attempt(leave.formatted(People.ANNA.id())));
            var waiting = Thread.ofVirtual().unstarted(() -> {
                try {
                    Thread.sleep(300);
                    first.commit();
                } catch (SQLException | InterruptedException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            waiting.start();
            assertEquals("23514", second.attempt(leave.formatted(People.FAY.id())));
            waiting.join();
        }
    }

    @Test
    @DisplayName("R-GRP-2: an erased admin hands over, and an empty group is archived")
    void an_erased_admin_hands_over() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.asWorker("godo_users");
            db.run(Story.named("delete from users.users where id = :anna"));
            db.asSuperuser();
            assertEquals(
                    List.of(People.FAY.id() + " admin", People.GIL.id() + " member"),
                    db.column("select user_id || ' ' || role from social.group_members order by role"));
            db.asWorker("godo_users");
            db.run(Story.named("delete from users.users where id in (:fay, :gil)"));
            db.asSuperuser();
            assertEquals("f 0", db.text("select concat_ws(' ', is_active, member_count) from social.groups"));
        }
    }

    @Test
    @DisplayName("D9: a group that somebody attended with can be deleted")
    void a_group_that_was_attended_with_can_be_deleted() throws SQLException {
        try (var db = Postgres.told().begin()) {
            assertEquals(1, db.number("select count(*) from events.attendance where group_id is not null"));
            db.as("godo_social", People.ANNA.id());
            assertEquals("1", db.attempt(Story.named("delete from social.groups where id = :group")));
            db.asSuperuser();
            assertEquals(0, db.number("select count(*) from events.attendance where group_id is not null"));
        }
    }

    @Test
    void strangers_can_neither_find_nor_join_nor_write_to_a_private_group() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.as("godo_social", People.SAM.id());
            assertEquals(0, db.number("select count(*) from social.groups"));
            assertEquals(
                    "42501",
                    db.attempt(
                            Story.named("insert into social.group_members (group_id, user_id) values (:group, :sam)")));
            assertEquals(
                    "42501",
                    db.attempt(
                            Story.named("insert into social.group_messages (id, group_id, author, client_msg_id, body)"
                                    + " values (:sam, :group, :sam, :sam, 'Hi')")));
        }
    }

    @Test
    void those_who_run_a_group_put_in_their_friends_and_nobody_else() throws SQLException {
        var put = "insert into social.group_members (group_id, user_id) values (:group, %s)";
        try (var db = Postgres.told().begin()) {
            db.as("godo_social", People.ANNA.id());
            assertEquals("42501", db.attempt(Story.named(put.formatted(":sam"))));
            assertEquals("42501", db.attempt(Story.named(put.formatted(":ben"))));
            db.as("godo_social", People.FAY.id());
            assertEquals("1", db.attempt(Story.named(put.formatted(":pat"))));
        }
    }

    @Test
    void an_invite_is_answered_once() throws SQLException {
        var set = "update social.group_invites set state = '%s' where id = :fay";
        try (var db = Postgres.told().begin()) {
            db.run(Story.named("delete from social.group_members where user_id = :fay"));
            db.as("godo_social", People.FAY.id());
            assertEquals("42501", db.attempt(Story.named(set.formatted("pending"))), "back in by their own hand");
            db.asSuperuser();
            db.run(Story.named("set local godo.worker = 'on'; " + set.formatted("pending")));
            db.as("godo_social", People.ANNA.id());
            assertEquals("42501", db.attempt(Story.named(set.formatted("accepted"))), "in another's name");
            assertEquals(
                    "42501",
                    db.attempt(Story.named("update social.group_invites set uses_left = 100 where id = :fay")));
            assertEquals("1", db.attempt(Story.named(set.formatted("revoked"))));
        }
    }

    @Test
    @DisplayName("I-11: a block reaches into the groups that two people share")
    void the_blocked_are_gone_from_a_shared_group() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run(Story.named("insert into social.blocks (blocker, blocked) values (:anna, :fay)"));
            for (var person : List.of(People.ANNA, People.FAY)) {
                db.as("godo_social", person.id());
                assertEquals(
                        List.of(person.id().toString(), People.GIL.id().toString()),
                        db.column("select user_id from social.group_members order by user_id"));
            }
            assertEquals(0, db.number("select count(*) from social.group_messages"), "Anna's words, read by Fay");
        }
    }

    @Test
    void a_member_reads_what_was_written_since_joining() throws SQLException {
        try (var db = Postgres.told().begin()) {
            db.run(Story.named(
                    "update social.group_members set joined_at = now() + interval '1 s' where user_id = :fay"));
            db.as("godo_social", People.FAY.id());
            assertEquals(0, db.number("select count(*) from social.group_messages"));
        }
    }

    @Test
    @DisplayName("R-GRP-7: a link is its maker's word, used by who is not in the group, and by nobody without a name")
    void a_link_leads_into_its_group() throws SQLException {
        var made = """
                insert into social.group_invites (id, group_id, inviter, token_hash, uses_left, expires_at)
                values (:sam, :group, :fay, 'x', 2, now() + interval '1 day')""";
        var joined = "select concat_ws(' ', group_id = :group, is_new) from social.join_by_link('x')";
        try (var db = Postgres.told().begin()) {
            db.as("godo_social", People.FAY.id());
            assertEquals("1", db.attempt(Story.named(made)));
            assertEquals(List.of("t f"), db.column(Story.named(joined)), "who is in it already");
            db.asNobody("godo_social");
            assertEquals(List.of(), db.column(Story.named(joined)));
            db.as("godo_social", People.BEN.id());
            assertEquals(List.of(), db.column(Story.named(joined)), "whom an admin blocks");
            db.as("godo_social", People.SAM.id());
            assertEquals(List.of("t t"), db.column(Story.named(joined)));
            assertEquals("0", db.attempt(Story.named("update social.group_invites set uses_left = 9 where id = :sam")));
            db.asSuperuser();
            assertEquals(
                    "1 pending",
                    db.text(Story.named(
                            "select concat_ws(' ', uses_left, state) from social.group_invites where id = :sam")));
            db.run(Story.named("update social.group_members set role = 'member' where user_id = :fay"));
            db.as("godo_social", People.PAT.id());
            assertEquals(List.of(), db.column(Story.named(joined)), "whose maker may make none any longer");
        }
    }

    @Test
    @DisplayName("R-GRP-9: a plan is settled for its group and nobody else, and votes of who left do not count")
    void a_plan_is_settled_by_its_group() throws SQLException {
        var settled = "select concat_ws(' ', state, settled, yes, going) from social.settle_plan(:sam, true)";
        try (var db = Postgres.told().begin()) {
            db.as("godo_social", People.ANNA.id());
            db.run(Story.named("insert into social.group_plans (id, group_id, event_id, proposed_by)"
                    + " values (:sam, :group, :party, :anna)"));
            for (var person : List.of(People.FAY, People.GIL)) {
                db.as("godo_social", person.id());
                db.run("insert into social.group_votes values ('%s', '%s', 'yes')"
                        .formatted(People.SAM.id(), person.id()));
            }
            db.run(Story.named("delete from social.group_members where user_id = :gil"));
            db.as("godo_social", People.SAM.id());
            assertEquals(List.of(), db.column(Story.named(settled)));
            db.as("godo_social", People.ANNA.id());
            assertEquals(List.of("agreed t 1 {%s}".formatted(People.FAY.id())), db.column(Story.named(settled)));
            assertEquals(List.of("agreed f 1"), db.column(Story.named(settled)));
        }
    }
}
