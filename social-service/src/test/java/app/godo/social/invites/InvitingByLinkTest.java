package app.godo.social.invites;

import static app.godo.social.Club.atOnce;
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
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class InvitingByLinkTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();

    @Test
    @DisplayName("R-GRP-7: a link leads in as often as it says; only its hash is kept")
    void a_link_leads_in() {
        var group = founded(anna, "private");
        var made = link(anna, group, Map.of("max_uses", 2))
                .statusCode(201)
                .body("uses_left", is(2))
                .body("user_id", nullValue())
                .body("token", notNullValue())
                .extract();
        var token = made.<String>path("token");

        joinBy(ben, token).statusCode(200).body("group_id", is(group));
        joinBy(ben, token).statusCode(200).body("group_id", is(group));
        get(anna, "/invites?direction=outgoing")
                .body("items[0].uses_left", is(1))
                .body("items[0].token", nullValue());
        joinBy(carla, token).statusCode(200);

        joinBy(Person.joined(), token).statusCode(404);
        joinBy(Person.joined(), "x").statusCode(404);
        assertEquals(3, members(anna, group).size());
        assertEquals(
                0,
                Database.count(
                        "select count(*) from social.group_invites where group_id = $1 and row_to_json(group_invites)::text like '%' || $2 || '%'",
                        UUID.fromString(group), token));
        assertEquals(
                1,
                Topic.facts(Topics.SOCIAL, GroupFact.MemberJoined.class).stream()
                        .filter(fact -> fact.groupId().toString().equals(group)
                                && fact.userId().equals(ben.id()))
                        .count());
    }

    @Test
    @DisplayName("I-21: a link for three lets in three, whoever comes at once")
    void a_link_is_used_no_more_often_than_it_says() throws Exception {
        var group = founded(anna, "private");
        var token = link(anna, group, Map.of("max_uses", 3)).extract().<String>path("token");

        var outcomes = atOnce(Stream.generate(Person::joined)
                .limit(12)
                .map(person -> (Callable<Integer>)
                        () -> joinBy(person, token).extract().statusCode())
                .toList());

        assertEquals(3, outcomes.stream().filter(status -> status == 200).count());
        assertEquals(4, members(anna, group).size());
    }

    @Test
    void a_link_ends_by_another_by_its_maker_s_word_by_their_leaving_and_by_time() {
        var group = with(anna, ben);
        role(anna, group, ben, "admin").statusCode(200);
        var first = link(anna, group).extract().<String>path("token");
        var second = link(anna, group).extract();
        joinBy(carla, first).statusCode(404);
        delete(anna, "/invites/" + second.path("id")).statusCode(204);
        joinBy(carla, second.path("token")).statusCode(404);

        var third = link(anna, group).extract().<String>path("token");
        leave(anna, group, anna).statusCode(204);
        joinBy(carla, third).statusCode(404);

        var fourth = link(ben, group, Map.of("days", 14)).extract();
        invitedOtherwise(fourth.path("id"), "expires_at = now()");
        joinBy(carla, fourth.path("token")).statusCode(404);
        link(ben, group, Map.of("days", 15)).statusCode(422).body("errors[0].pointer", is("/days"));
    }

    @Test
    void a_link_into_a_full_group_is_not_used_up() {
        var group = founded(anna, "private", 2);
        var token = link(anna, group, Map.of("max_uses", 5)).extract().<String>path("token");
        joinBy(ben, token).statusCode(200);

        joinBy(carla, token).statusCode(409).body("code", is("group-full"));

        get(anna, "/invites?direction=outgoing").body("items[0].uses_left", is(4));
        carla.block(anna);
        leave(ben, group, ben).statusCode(204);
        joinBy(carla, token).statusCode(404);
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

    private static ValidatableResponse joinBy(Person person, String token) {
        return post(person, "/invites/join", Map.of("token", token));
    }
}
