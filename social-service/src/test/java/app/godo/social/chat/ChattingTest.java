package app.godo.social.chat;

import static app.godo.social.Club.atOnce;
import static app.godo.social.Club.get;
import static app.godo.social.Club.post;
import static app.godo.social.Club.put;
import static app.godo.social.Club.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.social.Explained;
import app.godo.wire.facts.GroupFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ChattingTest {

    @Inject
    Transactions transactions;

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();
    private String group;

    @BeforeEach
    void together() {
        group = with(anna, ben, carla);
    }

    @Test
    void what_is_said_is_read_by_the_group() {
        var hello = say(anna, "Hello")
                .statusCode(201)
                .body("body", is("Hello"))
                .body("author_id", is(anna.id().toString()))
                .body("seq", is(1))
                .body("reply_to", nullValue())
                .body("edited_at", nullValue())
                .extract()
                .<String>path("id");
        post(ben, messages(), Map.of("body", "Hi", "client_msg_id", UUID.randomUUID(), "reply_to", hello))
                .statusCode(201)
                .body("reply_to", is(hello));

        get(carla, messages())
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.body", is(List.of("Hi", "Hello")))
                .body("items.seq", is(List.of(2, 1)));
        var told = Topic.await(Topics.SOCIAL, GroupFact.MessagePosted.class, fact -> fact.messageId()
                .toString()
                .equals(hello));
        assertEquals(1, told.seq());
        assertEquals(anna.id(), told.authorId());
    }

    @Test
    @DisplayName("R-RT-3: a message sent again is one message, at once or later")
    void a_message_sent_again_is_one() throws Exception {
        var id = UUID.randomUUID();

        var outcomes = atOnce(Collections.nCopies(
                8, (Callable<Integer>) () -> post(anna, messages(), Map.of("body", "Hello", "client_msg_id", id))
                        .extract()
                        .statusCode()));
        post(anna, messages(), Map.of("body", "Otherwise", "client_msg_id", id))
                .statusCode(200)
                .body("body", is("Hello"));
        post(ben, messages(), Map.of("body", "Mine", "client_msg_id", id)).statusCode(201);

        assertEquals(1, outcomes.stream().filter(status -> status == 201).count());
        assertEquals(7, outcomes.stream().filter(status -> status == 200).count());
        assertEquals(List.of("Mine", "Hello"), get(carla, messages()).extract().path("items.body"));
        assertEquals(2, facts(GroupFact.MessagePosted.class).size());
    }

    @Test
    @DisplayName("R-RT-3: messages have one order, which is that of their Facts and of everybody's pages")
    void messages_have_one_order() throws Exception {
        atOnce(Stream.of(anna, ben, carla)
                .flatMap(person -> IntStream.range(0, 10).mapToObj(n ->
                        (Callable<Integer>) () -> say(person, "x" + n).extract().statusCode()))
                .toList());

        var seen = get(anna, messages() + "?limit=100").extract().<List<Integer>>path("items.seq");
        assertEquals(30, seen.stream().distinct().count());
        assertEquals(seen.stream().sorted(Collections.reverseOrder()).toList(), seen);
        assertEquals(seen, get(ben, messages() + "?limit=100").extract().path("items.seq"));
        assertEquals(
                seen.reversed().stream().map(Integer::longValue).toList(),
                facts(GroupFact.MessagePosted.class).stream()
                        .map(GroupFact.MessagePosted::seq)
                        .toList());
    }

    @Test
    void pages_go_both_ways() {
        var ids = IntStream.range(0, 7)
                .mapToObj(n -> say(anna, "m" + n).extract().<String>path("id"))
                .toList();

        assertEquals(ids.subList(0, 3).reversed(), walk("?limit=2&before=" + ids.get(3)));
        assertEquals(ids.subList(4, 7), walk("?limit=2&after=" + ids.get(3)));
        assertEquals(ids.reversed(), walk("?limit=3"));
        get(ben, messages() + "?before=" + ids.get(1) + "&after=" + ids.get(1)).statusCode(422);
        get(ben, messages() + "?before=" + Ids.next()).statusCode(404);
        var cursor = get(ben, messages() + "?limit=1").extract().path("next_cursor");
        get(anna, messages() + "?cursor=" + cursor).statusCode(400).body("code", is("cursor-mismatch"));
    }

    @Test
    void how_far_one_has_read_never_goes_back_and_is_ones_own() {
        var ids = IntStream.range(0, 3)
                .mapToObj(n -> say(anna, "m" + n).extract().<String>path("id"))
                .toList();

        get(ben, messages() + "/read").body("last_seq", is(0)).body("unread_count", is(3));
        read(ben, ids.get(1)).statusCode(200).body("last_seq", is(2)).body("unread_count", is(1));
        read(ben, ids.get(0)).body("last_seq", is(2));
        read(ben, ids.get(1)).body("last_seq", is(2));
        read(ben, Ids.next().toString()).statusCode(404);

        get(anna, messages() + "/read").body("unread_count", is(0));
        get(carla, messages() + "/read").body("last_seq", is(0));
        assertEquals(
                List.of(ben.id() + " 2"),
                facts(GroupFact.MessagesRead.class).stream()
                        .map(fact -> fact.userId() + " " + fact.seq())
                        .toList());
    }

    private List<String> walk(String question) {
        var seen = new ArrayList<String>();
        var page = get(ben, messages() + question).statusCode(200).extract().jsonPath();
        seen.addAll(page.getList("items.id"));
        var limit = question.substring(0, "?limit=2".length());
        while (page.getBoolean("has_more")) {
            page = get(ben, messages() + limit + "&cursor=" + page.getString("next_cursor"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
        }
        return seen;
    }

    private <F extends GroupFact> List<F> facts(Class<F> type) {
        return Topic.facts(Topics.SOCIAL, type).stream()
                .filter(fact -> fact.groupId().toString().equals(group))
                .toList();
    }

    private ValidatableResponse say(Person person, String body) {
        return post(person, messages(), Map.of("body", body, "client_msg_id", UUID.randomUUID()));
    }

    private ValidatableResponse read(Person person, String id) {
        return put(person, messages() + "/read", Map.of("up_to", id));
    }

    private String messages() {
        return "/" + group + "/messages";
    }

    @Test
    @DisplayName("D14: pages of messages, what is unread and what was reported are answered by indexes")
    void a_chat_reads_no_whole_table() {
        var id = UUID.fromString(group);
        Explained.byIndex(transactions, anna, Messages.BEFORE, Tuple.of(id, 100L, 21));
        Explained.byIndex(transactions, anna, Messages.AFTER, Tuple.of(id, 100L, 21));
        Explained.byIndex(transactions, anna, ReadUpTo.STANDS, Tuple.of(id, anna.id()));
        Explained.byIndex(transactions, anna, Reports.OPEN, Tuple.of(id, null, null, 21));
    }
}
