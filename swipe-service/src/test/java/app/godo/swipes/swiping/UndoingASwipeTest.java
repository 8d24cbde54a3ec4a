package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.sendBatch;
import static app.godo.swipes.Phone.swipe;
import static app.godo.swipes.Phone.undo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import app.godo.swipes.Happening;
import app.godo.swipes.Phone;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

@QuarkusTest
@WithTestResource(GodoServers.class)
class UndoingASwipeTest {

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));
    private final Instant now = Instant.now();

    @Test
    @DisplayName(
            "F-05: what was undone is on no list, and the Fact that undoes it is told once, however often it is asked")
    void a_swipe_is_taken_back() {
        var id = swiped("right", now);

        var first = undo(anna, id)
                .statusCode(200)
                .body("id", is(id))
                .body("event_id", is(concert.id().toString()))
                .body("direction", is("right"))
                .body("undone_at", notNullValue())
                .body("my_swipe", nullValue())
                .extract()
                .asString();
        undo(anna, id).statusCode(200).body(equalTo(first));

        list(anna, "calendar").body("items", empty());
        assertEquals(List.of(), held());
        var told = Topic.await(
                Topics.SWIPES, SwipeFact.Undone.class, fact -> fact.userId().equals(anna.id()));
        assertEquals(id, told.swipeId().toString());
        assertEquals(concert.id(), told.eventId());
        assertEquals(Direction.RIGHT, told.direction());
        assertNull(told.held());
        assertEquals(2, facts(), "recorded and undone");
    }

    @Test
    @DisplayName("F-05: what was swiped before holds again")
    void the_swipe_before_holds_again() {
        swiped("left", now.minusSeconds(30));
        var before = swiped("up", now.minusSeconds(20));
        var id = swiped("right", now);

        undo(anna, id).statusCode(200).body("my_swipe", is("up"));

        assertEquals(List.of("up " + before), held());
        list(anna, "saved").body("items.swipe_id", contains(before));
        var told = Topic.await(
                Topics.SWIPES, SwipeFact.Undone.class, fact -> fact.userId().equals(anna.id()));
        assertEquals(before, told.held().swipeId().toString());
        assertEquals(Direction.UP, told.held().direction());
    }

    @Test
    void one_that_did_not_hold_is_taken_back_all_the_same() {
        var first = swiped("up", now.minusSeconds(30));
        var second = swiped("down", now.minusSeconds(20));
        var third = swiped("right", now);

        undo(anna, second).statusCode(200).body("my_swipe", is("right"));
        assertEquals(List.of("right " + third), held());
        undo(anna, third).statusCode(200).body("my_swipe", is("up"));

        assertEquals(List.of("up " + first), held());
    }

    @Test
    void a_client_may_say_its_own_id() {
        var swipe = swipe(concert, "right");
        send(anna, swipe).statusCode(201);

        undo(anna, swipe.get("client_swipe_id")).statusCode(200);

        assertEquals(List.of(), held());
        send(anna, swipe).statusCode(200).body("direction", is("right"));
        assertEquals(List.of(), held(), "sent again it stays undone");
    }

    @Test
    void who_swipes_again_after_it_has_swiped() {
        undo(anna, swiped("left", now.minusSeconds(5))).statusCode(200);

        var again = swiped("left", now.minusSeconds(5));

        assertEquals(List.of("left " + again), held());
    }

    @Test
    @DisplayName("R-12: another person's swipe is answered like one that does not exist")
    void only_their_own() {
        var id = swiped("right", now);
        var unknown = undo(anna, Ids.next()).statusCode(404).extract().asString();

        undo(Person.joined(), id).statusCode(404).body(equalTo(unknown));
        given().post("/api/v1/swipes/" + id + "/undo").then().statusCode(401);

        assertEquals(List.of("right " + id), held());
    }

    @ParameterizedTest(name = "{0} swipes later")
    @ValueSource(ints = {19, 20})
    @DisplayName("F-05: of more than ten minutes ago only the last twenty")
    void only_the_last_twenty(int later) {
        var id = swiped("right", now);
        sendBatch(anna, later(later)).statusCode(200);
        Database.sql(
                "update swipes.swipes set received_at = received_at - interval '11 minutes' where user_id = $1",
                anna.id());

        var answer = undo(anna, id);

        if (later < 20) {
            answer.statusCode(200);
        } else {
            answer.statusCode(409).body("code", is("swipe-too-old-to-undo"));
            assertEquals("right " + id, held().getFirst());
        }
    }

    @Test
    void of_the_last_ten_minutes_any() {
        var id = swiped("right", now.minus(Duration.ofDays(20)));
        sendBatch(anna, later(30)).statusCode(200);

        undo(anna, id).statusCode(200);
    }

    @Test
    @DisplayName("F-05: an undo that comes before its swipe holds, and neither is ever told")
    void an_undo_comes_before_its_swipe() {
        var swipe = swipe(concert, "right");
        var early = swipe.get("client_swipe_id") + "?early=true";
        undo(anna, early).statusCode(202);
        undo(anna, early).statusCode(202);

        send(anna, swipe).statusCode(201).body("direction", is("right"));
        var again = send(anna, swipe).statusCode(200).extract().<String>path("id");

        list(anna, "calendar").body("items", empty());
        undo(anna, early).statusCode(200).body("id", is(again));
        swiped("up", now);
        Topic.await(
                Topics.SWIPES, SwipeFact.Recorded.class, fact -> fact.userId().equals(anna.id()));
        assertEquals(1, facts(), "the other swipe alone");
    }

    @Test
    void what_is_awaited_is_not_believed_of_what_one_may_not_see() {
        var swipe = swipe(Happening.unmoderated(), "right");
        undo(anna, swipe.get("client_swipe_id") + "?early=true").statusCode(202);

        send(anna, swipe).statusCode(404);
    }

    @Test
    void a_person_awaits_a_hundred_swipes_and_no_more() {
        Database.sql("""
                insert into swipes.swipes (id, user_id, client_swipe_id, swiped_at, undone_at)
                select gen_random_uuid(), $1, gen_random_uuid(), now(), now() - interval '29 days' * (n % 2)
                  from generate_series(1, 100) as n""", anna.id());

        undo(anna, UUID.randomUUID() + "?early=true").statusCode(409).body("code", is("too-many-early-undos"));
        Database.sql(
                "update swipes.swipes set undone_at = undone_at - interval '2 days' where user_id = $1", anna.id());
        undo(anna, UUID.randomUUID() + "?early=true").statusCode(202);

        assertEquals(
                51,
                Database.count("select count(*) from swipes.swipes where user_id = $1", anna.id()),
                "those that can come no more are gone");
    }

    @Test
    @DisplayName("F-05: of Events that became one each is as it was")
    void of_what_became_one_each_is_as_it_was() {
        var twin = Happening.in(Duration.ofDays(1));
        send(anna, swipe(twin, "right")).statusCode(201);
        swiped("up", now);
        twin.becomesPartOf(concert);
        var before = held();

        var id = swiped("left", now.plusSeconds(2));
        assertEquals(List.of("left " + id, "left " + id), held());
        undo(anna, id).statusCode(200);

        assertEquals(before, held());
        list(anna, "calendar").body("items.event.id", contains(concert.id().toString()));
    }

    @Test
    void a_swipe_that_was_drawn_into_another_leaves_nothing_behind() {
        var twin = Happening.in(Duration.ofDays(1));
        String onTwin = send(anna, swipe(twin, "right")).extract().path("id");
        twin.becomesPartOf(concert);
        var id = swiped("down", now);

        undo(anna, onTwin).statusCode(200);

        assertEquals(List.of("down " + id), held());
    }

    @Test
    @DisplayName("F-05: an older swipe that comes in the same moment is not lost")
    void what_comes_meanwhile_is_not_lost() {
        for (var round = 0; round < 20; round++) {
            var event = Happening.in(Duration.ofDays(2));
            var older = swipe(event, "up", now.minusSeconds(60));
            String id = send(anna, swipe(event, "right", now)).extract().path("id");

            var sent = CompletableFuture.runAsync(() -> send(anna, older).statusCode(201));
            undo(anna, id).statusCode(200);
            sent.join();

            var held = Database.sql(
                    "select direction from swipes.current_swipes where user_id = $1 and event_id = $2",
                    anna.id(),
                    event.id());
            assertEquals("up", held.getFirst().getString(0));
        }
    }

    private String swiped(String direction, Instant at) {
        return send(anna, swipe(concert, direction, at))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static List<Object> later(int count) {
        return new ArrayList<>(
                Happening.many(count).map(event -> Phone.swipe(event, "left")).toList());
    }

    /** What holds, in the order of the Events. */
    private List<String> held() {
        return Database.sql(
                        "select direction, swipe_id from swipes.current_swipes where user_id = $1 order by event_id",
                        anna.id())
                .stream()
                .map(row -> row.getString(0) + " " + row.getUUID(1))
                .toList();
    }

    private long facts() {
        return Database.count(
                "select count(*) from swipes.outbox where key = $1", anna.id().toString());
    }
}
