package app.godo.social.chat;

import static app.godo.social.Club.delete;
import static app.godo.social.Club.get;
import static app.godo.social.Club.join;
import static app.godo.social.Club.leave;
import static app.godo.social.Club.patch;
import static app.godo.social.Club.post;
import static app.godo.social.Club.role;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeepingAChatCleanTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();
    private String group;

    @BeforeEach
    void together() {
        group = with(anna, ben, carla);
    }

    @Test
    @DisplayName("R-RT-3: who joins reads what is said from then on")
    void history_begins_with_joining() {
        var before = say(anna, "Before").extract().<String>path("id");
        var dora = Person.joined();
        join(dora, group).statusCode(201);
        var after = say(anna, "After").extract().<String>path("id");

        get(dora, messages()).body("items.id", is(List.of(after)));
        get(dora, messages() + "?after=" + before).statusCode(404);
        post(dora, messages(), Map.of("body", "Hm", "client_msg_id", UUID.randomUUID(), "reply_to", before))
                .statusCode(422)
                .body("errors[0].pointer", is("/reply_to"));
        post(dora, messages() + "/" + before + "/reports", Map.of("reason", "spam"))
                .statusCode(404);
        leave(dora, group, dora).statusCode(204);
        get(dora, messages()).statusCode(403).body("code", is("members-only"));
        say(dora, "Still here").statusCode(403);
    }

    @Test
    @DisplayName("A-34: a message is its author's to change, and theirs and who runs the group's to take away")
    void a_message_is_changed_and_taken_away() {
        var id = say(ben, "Helo").extract().<String>path("id");

        edit(carla, id, "Mine").statusCode(403).body("code", is("not-yours"));
        edit(anna, id, "Mine").statusCode(403);
        edit(ben, id, "Hello").statusCode(200).body("body", is("Hello")).body("edited_at", notNullValue());
        edit(ben, id, "Hello").statusCode(200);
        remove(carla, id).statusCode(403).body("code", is("role-required"));
        remove(anna, id).statusCode(204);
        remove(anna, id).statusCode(204);

        edit(ben, id, "Back").statusCode(404);
        get(carla, messages())
                .body("items[0].id", is(id))
                .body("items[0].body", nullValue())
                .body("items[0].deleted_at", notNullValue());
        assertEquals(
                0,
                Database.count(
                        "select count(*) from social.group_messages where id = $1 and body <> ''",
                        UUID.fromString(id)));
        assertEquals(1, facts(GroupFact.MessageEdited.class).size());
        assertEquals(
                List.of(anna.id()),
                facts(GroupFact.MessageDeleted.class).stream()
                        .map(GroupFact.MessageDeleted::byId)
                        .toList());
        role(anna, group, carla, "moderator").statusCode(200);
        remove(carla, say(anna, "Mine").extract().path("id")).statusCode(204);
    }

    @Test
    @DisplayName("I-11: nothing comes through a block, either way")
    void a_block_is_between_words_too() {
        var bens = say(ben, "Hello").extract().<String>path("id");
        var carlas = say(carla, "Hi").extract().<String>path("id");

        ben.block(carla);

        get(ben, messages()).body("items.id", is(List.of(bens)));
        get(carla, messages()).body("items.id", is(List.of(carlas)));
        get(anna, messages()).body("items.id", is(List.of(carlas, bens)));
        get(carla, messages() + "/read").body("unread_count", is(0));
        post(carla, messages(), Map.of("body", "x", "client_msg_id", UUID.randomUUID(), "reply_to", bens))
                .statusCode(422);
        post(carla, messages() + "/" + bens + "/reports", Map.of("reason", "spam"))
                .statusCode(404);
    }

    @Test
    void what_is_reported_is_read_by_who_runs_the_group_without_who_said_so() {
        var id = say(anna, "Buy this").extract().<String>path("id");
        role(anna, group, carla, "moderator").statusCode(200);

        report(ben, id, "spam").statusCode(204);
        report(ben, id, "scam").statusCode(204);
        report(carla, id, "spam").statusCode(204);
        report(ben, id, "dull").statusCode(422);

        get(ben, messages() + "/reported").statusCode(403).body("code", is("role-required"));
        var reported = get(carla, messages() + "/reported")
                .statusCode(200)
                .body("items[0].message.body", is("Buy this"))
                .body("items[0].reasons", is(List.of("scam", "spam")))
                .body("items[0].reports", is(2))
                .extract();
        assertFalse(reported.asString().contains(ben.id().toString()));
        remove(carla, id).statusCode(204);
        assertEquals(List.of(), get(carla, messages() + "/reported").extract().path("items"));
        assertEquals(2, facts(GroupFact.MessageReported.class).size());
    }

    @Test
    void a_message_says_something_in_four_thousand_characters() {
        for (var body : List.of("", " ", "x".repeat(4001))) {
            say(anna, body).statusCode(422).body("errors[0].pointer", is("/body"));
        }
        say(anna, "x".repeat(4000)).statusCode(201);
        say(anna, "a\u0000b").statusCode(422);
        post(anna, messages(), Map.of("body", "x")).statusCode(422).body("errors[0].pointer", is("/client_msg_id"));
    }

    @Test
    @DisplayName("I-12: no word of a message is in a Fact")
    void facts_carry_no_words() {
        var secret = "Marker" + UUID.randomUUID();
        var id = say(anna, secret).extract().<String>path("id");
        edit(anna, id, secret + "!").statusCode(200);
        Topic.await(Topics.SOCIAL, GroupFact.MessageEdited.class, fact -> fact.messageId()
                .toString()
                .equals(id));

        assertEquals(
                0,
                Topic.all(Topics.SOCIAL).stream()
                        .filter(record -> new String(record.value(), StandardCharsets.UTF_8).contains(secret))
                        .count());
    }

    private <F extends GroupFact> List<F> facts(Class<F> type) {
        return Topic.facts(Topics.SOCIAL, type).stream()
                .filter(fact -> fact.groupId().toString().equals(group))
                .toList();
    }

    private ValidatableResponse say(Person person, String body) {
        return post(person, messages(), Map.of("body", body, "client_msg_id", UUID.randomUUID()));
    }

    private ValidatableResponse edit(Person person, String id, String body) {
        return patch(person, messages() + "/" + id, Map.of("body", body));
    }

    private ValidatableResponse remove(Person person, String id) {
        return delete(person, messages() + "/" + id);
    }

    private ValidatableResponse report(Person person, String id, String reason) {
        return post(person, messages() + "/" + id + "/reports", Map.of("reason", reason));
    }

    private String messages() {
        return "/" + group + "/messages";
    }
}
