package app.godo.social.invites;

import static app.godo.social.Club.delete;
import static app.godo.social.Club.founded;
import static app.godo.social.Club.get;
import static app.godo.social.Club.invitedOtherwise;
import static app.godo.social.Club.leave;
import static app.godo.social.Club.members;
import static app.godo.social.Club.post;
import static app.godo.social.Club.role;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
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
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class InvitingPeopleTest {

    @Inject
    EndInvites endInvites;

    @Inject
    Transactions transactions;

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();

    @Test
    void an_invite_waits_with_both_until_it_is_accepted() {
        var group = founded(anna, "private");

        var id = invite(anna, group, ben)
                .statusCode(201)
                .header("Cache-Control", "private, no-store")
                .body("state", is("pending"))
                .body("user_id", is(ben.id().toString()))
                .body("uses_left", nullValue())
                .body("token", nullValue())
                .extract()
                .<String>path("id");
        invite(anna, group, ben).statusCode(200).body("id", is(id));
        get(ben, "/invites")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.id", is(List.of(id)))
                .body("items[0].group_name", is("Club"))
                .body("items[0].inviter_name", is(anna.name()));
        get(anna, "/invites?direction=outgoing").body("items.id", is(List.of(id)));
        assertEquals(List.of(), get(carla, "/invites").extract().path("items"));
        answer(carla, id, "accept").statusCode(404);
        answer(anna, id, "accept").statusCode(404);

        answer(ben, id, "accept").statusCode(200).body("state", is("accepted"));
        answer(ben, id, "accept").statusCode(200);

        assertEquals(List.of(anna.id().toString(), ben.id().toString()), members(ben, group));
        assertEquals(List.of(), get(ben, "/invites").extract().path("items"));
        invite(anna, group, ben).statusCode(409).body("code", is("already-member"));
        answer(ben, id, "decline").statusCode(409).body("code", is("invite-over"));
        var told = Topic.facts(Topics.SOCIAL, GroupFact.Invited.class).stream()
                .filter(fact -> fact.inviteId().toString().equals(id))
                .toList();
        assertEquals(1, told.size());
        assertEquals(ben.id(), told.getFirst().inviteeId());
        assertEquals(List.of("accepted"), closed(id));
    }

    @Test
    void who_declined_is_left_alone_for_thirty_days() {
        var group = with(anna, carla);
        var id = invite(anna, group, ben).extract().<String>path("id");

        answer(ben, id, "decline").statusCode(204);
        answer(ben, id, "decline").statusCode(204);

        answer(ben, id, "accept").statusCode(409).body("code", is("invite-over"));
        invite(anna, group, ben).statusCode(409).body("code", is("already-invited"));
        invite(carla, group, ben).statusCode(409).body("code", is("already-invited"));
        invitedOtherwise(id, "responded_at = now() - interval '31 days'");
        invite(carla, group, ben).statusCode(201);
        assertEquals(List.of("declined"), closed(id));
    }

    @Test
    void an_invite_is_taken_back_by_who_sent_it_or_runs_the_group() {
        var group = with(anna, carla);
        var id = invite(carla, group, ben).extract().<String>path("id");
        var other = invite(anna, group, Person.joined()).extract().<String>path("id");

        delete(ben, "/invites/" + id).statusCode(404);
        delete(carla, "/invites/" + other).statusCode(404);
        delete(anna, "/invites/" + id).statusCode(204);
        delete(anna, "/invites/" + id).statusCode(204);

        answer(ben, id, "accept").statusCode(409);
        assertEquals(List.of("revoked"), closed(id));
    }

    @Test
    @DisplayName("R-GRP-3: into a private group only who runs it invites")
    void who_may_invite() {
        var group = founded(anna, "private");
        accepted(anna, group, ben);

        invite(ben, group, carla).statusCode(403).body("code", is("role-required"));
        link(ben, group).statusCode(403).body("code", is("role-required"));
        role(anna, group, ben, "moderator").statusCode(200);
        invite(ben, group, carla).statusCode(201);
        link(ben, group).statusCode(201);
        invite(Person.joined(), group, carla).statusCode(404);
        var open = with(anna, carla);
        invite(carla, open, Person.joined()).statusCode(201);
        link(carla, open).statusCode(403);
        invite(ben, open, Person.joined()).statusCode(403).body("code", is("members-only"));
    }

    @Test
    @DisplayName("I-11: across a block nobody is invited, and an invite is over with it")
    void a_block_ends_invites() {
        var group = founded(anna, "private");
        var id = invite(anna, group, carla).extract().<String>path("id");

        ben.block(anna);
        carla.block(anna);

        invite(anna, group, ben).statusCode(404);
        invite(anna, group, new Person(Ids.next(), "Nobody", "")).statusCode(404);
        get(carla, "/" + group).statusCode(404);
        answer(carla, id, "accept").statusCode(409).body("code", is("invite-over"));
    }

    @Test
    void an_invite_goes_with_who_sent_it() {
        var group = with(anna, ben);
        var id = invite(ben, group, carla).extract().<String>path("id");
        Database.sql("update social.groups set privacy_level = 'private' where id = $1", UUID.fromString(group));

        leave(ben, group, ben).statusCode(204);

        answer(carla, id, "accept").statusCode(409);
    }

    @Test
    void fifty_invites_are_a_day() {
        var group = founded(anna, "private");
        Database.sql(
                "insert into social.group_allowances (user_id, kind, day, made) values ($1, 'invite', (now() at time zone 'UTC')::date, 49)",
                anna.id());

        invite(anna, group, ben).statusCode(201);
        invite(anna, group, ben).statusCode(200);
        invite(anna, group, carla).statusCode(429).body("code", is("too-many-today"));

        Database.sql("update social.group_allowances set day = day - 1 where user_id = $1", anna.id());
        invite(anna, group, carla).statusCode(201);
    }

    @Test
    void what_ran_out_is_over_and_after_a_quarter_forgotten() {
        var group = founded(anna, "private");
        var id = UUID.fromString(invite(anna, group, ben).extract().path("id"));
        invitedOtherwise(id.toString(), "expires_at = now() - interval '1 s'");
        answer(ben, id.toString(), "accept").statusCode(409);
        assertEquals(List.of(), get(ben, "/invites").extract().path("items"));

        endInvites.end().await().indefinitely();

        assertEquals(
                "expired",
                Database.sql("select state from social.group_invites where id = $1", id)
                        .getFirst()
                        .getString(0));
        invite(anna, group, ben).statusCode(201);
        invitedOtherwise(id.toString(), "created_at = now() - interval '91 days'");
        endInvites.end().await().indefinitely();
        assertEquals(0, Database.count("select count(*) from social.group_invites where id = $1", id));
    }

    @Test
    void an_invite_says_whom_or_that_it_is_a_link() {
        var group = founded(anna, "private");

        post(anna, "/invites", Map.of("group_id", group)).statusCode(422).body("errors[0].pointer", is("/user_id"));
        post(anna, "/invites", Map.of("group_id", group, "user_id", ben.id(), "link", true))
                .statusCode(422);
        get(anna, "/invites?direction=sideways").statusCode(422);
    }

    private static ValidatableResponse invite(Person by, String group, Person person) {
        return post(by, "/invites", Map.of("group_id", group, "user_id", person.id()));
    }

    private static ValidatableResponse link(Person by, String group) {
        return link(by, group, Map.of());
    }

    private static ValidatableResponse link(Person by, String group, Map<String, Integer> bounds) {
        var invite = new HashMap<String, Object>(bounds);
        invite.put("group_id", group);
        invite.put("link", true);
        return post(by, "/invites", invite);
    }

    private static ValidatableResponse answer(Person person, String invite, String word) {
        return post(person, "/invites/" + invite + "/" + word);
    }

    private static void accepted(Person by, String group, Person person) {
        answer(person, invite(by, group, person).extract().path("id"), "accept").statusCode(200);
    }

    private static List<String> closed(String invite) {
        return Topic.facts(Topics.SOCIAL, GroupFact.InviteClosed.class).stream()
                .filter(fact -> fact.inviteId().toString().equals(invite))
                .map(GroupFact.InviteClosed::state)
                .toList();
    }

    @Test
    @DisplayName("D14: lists of invites are answered by indexes")
    void lists_of_invites_read_no_whole_table() {
        Explained.byIndex(transactions, anna, Invites.INCOMING, Tuple.of(anna.id(), null, null, 21));
        Explained.byIndex(transactions, anna, Invites.OUTGOING, Tuple.of(anna.id(), null, null, 21));
    }
}
