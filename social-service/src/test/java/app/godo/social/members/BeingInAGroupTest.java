package app.godo.social.members;

import static app.godo.social.Club.atOnce;
import static app.godo.social.Club.founded;
import static app.godo.social.Club.get;
import static app.godo.social.Club.join;
import static app.godo.social.Club.leave;
import static app.godo.social.Club.members;
import static app.godo.social.Club.post;
import static app.godo.social.Club.putIn;
import static app.godo.social.Club.role;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.social.Explained;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class BeingInAGroupTest {

    @Inject
    Transactions transactions;

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();

    @Test
    void to_join_again_changes_nothing() {
        var group = founded(anna, "public");

        join(ben, group).statusCode(201).body("role", is("member")).body("full_name", is(ben.name()));
        join(ben, group).statusCode(200).body("user_id", is(ben.id().toString()));

        get(anna, "/" + group + "/members")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.user_id", is(List.of(anna.id().toString(), ben.id().toString())))
                .body("items.role", is(List.of("admin", "member")))
                .body("items[0]", not(hasKey("email")));
        assertEquals(1, joined(group, ben));
    }

    @Test
    @DisplayName("I-21: of forty who join a group for ten at once, nine come in")
    void a_group_is_never_overfull() throws Exception {
        var group = founded(anna, "public", 10);
        var people = Stream.generate(Person::joined).limit(40).toList();

        var outcomes = atOnce(people.stream()
                .map(person ->
                        (Callable<Integer>) () -> join(person, group).extract().statusCode())
                .toList());

        assertEquals(9, outcomes.stream().filter(status -> status == 201).count());
        assertEquals(31, outcomes.stream().filter(status -> status == 409).count());
        assertEquals(10, members(anna, group).size());
        get(anna, "/" + group).body("member_count", is(10));
        join(Person.joined(), group).statusCode(409).body("code", is("group-full"));
    }

    @Test
    @DisplayName("I-21: of two admins who leave at once one stays")
    void a_group_keeps_an_admin_when_all_leave_at_once() throws Exception {
        for (var i = 0; i < 10; i++) {
            var group = with(anna, ben, carla);
            role(anna, group, ben, "admin").statusCode(200);

            var outcomes = atOnce(List.<Callable<Integer>>of(
                    () -> leave(anna, group, anna).extract().statusCode(),
                    () -> leave(ben, group, ben).extract().statusCode()));

            assertEquals(List.of(204, 409), outcomes.stream().sorted().toList());
            assertEquals(
                    1,
                    Database.count(
                            "select count(*) from social.group_members where group_id = $1 and role = 'admin'",
                            UUID.fromString(group)));
            Database.sql("delete from social.groups where id = $1", UUID.fromString(group));
            Database.sql("delete from social.group_allowances where user_id = $1", anna.id());
        }
    }

    @Test
    @DisplayName("R-GRP-6: the last admin neither leaves nor becomes anything else")
    void the_last_admin_stays() {
        var group = with(anna, ben);

        leave(anna, group, anna).statusCode(409).body("code", is("last-admin"));
        role(anna, group, anna, "member").statusCode(409).body("code", is("last-admin"));
        role(anna, group, ben, "admin").statusCode(200).body("role", is("admin"));
        leave(anna, group, anna).statusCode(204);

        assertEquals(List.of(ben.id().toString()), members(ben, group));
    }

    @Test
    void who_leaves_last_puts_the_group_away() {
        var group = founded(anna, "public");

        leave(anna, group, anna).statusCode(204);

        get(anna, "/" + group).statusCode(404);
        get(ben, "/" + group).statusCode(404);
        join(ben, group).statusCode(404);
    }

    @Test
    @DisplayName("A-34: admins, moderators and members each do what is theirs to do")
    void roles_decide_who_puts_out_whom() {
        var group = with(anna, ben, carla);
        var dora = Person.joined();
        join(dora, group).statusCode(201);

        role(ben, group, carla, "moderator").statusCode(403).body("code", is("role-required"));
        leave(ben, group, carla).statusCode(403);
        role(anna, group, ben, "moderator").statusCode(200);
        role(anna, group, ben, "moderator").statusCode(200);
        leave(ben, group, anna).statusCode(403);
        role(ben, group, ben, "admin").statusCode(403);
        leave(ben, group, carla).statusCode(204);
        leave(anna, group, ben).statusCode(204);
        leave(anna, group, ben).statusCode(404);
        role(anna, group, ben, "member").statusCode(404);

        assertEquals(List.of(anna.id().toString(), dora.id().toString()), members(anna, group));
        var left = Topic.facts(Topics.SOCIAL, GroupFact.MemberLeft.class).stream()
                .filter(fact -> fact.groupId().toString().equals(group))
                .map(fact -> fact.userId() + " by " + fact.byId())
                .toList();
        assertEquals(List.of(carla.id() + " by " + ben.id(), ben.id() + " by " + anna.id()), left);
        assertEquals(
                1,
                Topic.facts(Topics.SOCIAL, GroupFact.RoleChanged.class).stream()
                        .filter(fact -> fact.groupId().toString().equals(group))
                        .count());
    }

    @Test
    void who_runs_a_group_puts_in_friends_and_nobody_else() {
        var group = founded(anna, "private");

        putIn(anna, group, ben).statusCode(403).body("code", is("not-your-friend"));
        anna.befriend(ben);
        putIn(anna, group, ben).statusCode(201).body("user_id", is(ben.id().toString()));
        putIn(anna, group, ben).statusCode(200);
        ben.befriend(carla);
        putIn(ben, group, carla).statusCode(403).body("code", is("role-required"));
        post(anna, "/" + group + "/members", Map.of("user_id", Ids.next())).statusCode(403);
        putIn(carla, group, ben).statusCode(404);
        assertEquals(1, joined(group, ben));
    }

    @Test
    @DisplayName("I-11: two members with a block between them do not see each other")
    void a_block_reaches_into_a_group() {
        var group = with(anna, ben, carla);

        ben.block(carla);

        assertEquals(List.of(anna.id().toString(), ben.id().toString()), members(ben, group));
        assertEquals(List.of(anna.id().toString(), carla.id().toString()), members(carla, group));
        assertEquals(3, members(anna, group).size());
    }

    @Test
    @DisplayName("R-GRP-2: an erased admin hands over to the longest-standing moderator, and the last one to nobody")
    void an_erased_admin_hands_over() {
        var group = with(anna, ben, carla);
        role(anna, group, carla, "moderator").statusCode(200);

        erase(anna);

        get(carla, "/" + group).body("my_role", is("admin")).body("member_count", is(2));
        erase(ben);
        erase(carla);
        assertEquals(
                1,
                Database.count(
                        "select count(*) from social.groups where id = $1 and not is_active and member_count = 0",
                        UUID.fromString(group)));
    }

    /** As user-service does: as the worker. */
    private static void erase(Person person) {
        Database.sql("""
                with worker as materialized (select set_config('godo.worker', 'on', true) as is_on)
                delete from users.users using worker where id = $1 and is_on = 'on'""", person.id());
    }

    private static long joined(String group, Person person) {
        return Topic.facts(Topics.SOCIAL, GroupFact.MemberJoined.class).stream()
                .filter(fact ->
                        fact.groupId().toString().equals(group) && fact.userId().equals(person.id()))
                .count();
    }

    @Test
    @DisplayName("D14: the list of members is answered by an index")
    void a_list_of_members_reads_no_whole_table() {
        var group = UUID.fromString(with(anna, ben));
        Explained.byIndex(transactions, anna, Members.ALL, Tuple.of(group, null, null, 21));
    }
}
