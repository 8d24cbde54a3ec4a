package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static app.godo.swipes.Phone.with;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.swipes.Happening;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Tokens;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RecordingASwipeTest {

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));

    @Test
    void a_swipe_is_kept_answered_and_told() {
        var swipe = with(with(swipe(concert, "right"), "deck_id", UUID.randomUUID()), "position", 3);

        var id = UUID.fromString(send(anna, swipe)
                .statusCode(201)
                .body("event_id", is(concert.id().toString()))
                .body("direction", is("right"))
                .body("client_swipe_id", is(swipe.get("client_swipe_id").toString()))
                .body("swiped_at", notNullValue())
                .extract()
                .path("id"));

        var row = Database.sql("select * from swipes.swipes where user_id = $1", anna.id())
                .getFirst();
        assertEquals(id, row.getUUID("id"));
        assertEquals(swipe.get("deck_id"), row.getUUID("deck_id"));
        assertEquals(3, row.getInteger("position"));
        assertEquals("right", held());
        var fact = Topic.await(
                Topics.SWIPES, SwipeFact.Recorded.class, told -> told.userId().equals(anna.id()));
        assertEquals(concert.id(), fact.eventId());
        assertEquals(Direction.RIGHT, fact.direction());
        assertEquals(id, fact.swipeId());
    }

    @Test
    void a_swipe_sent_again_is_answered_alike_and_told_once() {
        var swipe = swipe(concert, "up");
        var first = send(anna, swipe).statusCode(201).extract().asString();

        var second = send(anna, swipe).statusCode(200).extract().asString();

        assertEquals(first, second);
        assertEquals(1, kept());
        assertEquals(1, told());
    }

    @Test
    void the_same_id_with_other_content_is_the_swipe_that_was_kept() {
        var swipe = swipe(concert, "up");
        var first = send(anna, swipe).statusCode(201).extract().asString();

        send(anna, with(swipe, "direction", "left")).statusCode(200).body(equalTo(first));
        send(anna, with(swipe, "event_id", Ids.next())).statusCode(200).body(equalTo(first));
        send(anna, with(swipe, "swiped_at", "2020-01-01T00:00:00Z"))
                .statusCode(200)
                .body(equalTo(first));

        assertEquals("up", held());
    }

    @Test
    void the_same_id_of_another_person_is_another_swipe() {
        var swipe = swipe(concert, "up");
        String first = send(anna, swipe).statusCode(201).extract().path("id");

        send(Person.joined(), swipe).statusCode(201).body("id", not(is(first)));
    }

    @Test
    void a_swipe_without_an_id_is_new_each_time() {
        var swipe = Map.of("event_id", concert.id(), "direction", "down");

        send(anna, swipe).statusCode(201).body("client_swipe_id", notNullValue());
        send(anna, swipe).statusCode(201);

        assertEquals(2, kept());
    }

    @Test
    void the_slash_at_the_end_does_not_matter() {
        given().auth()
                .oauth2(anna.token())
                .contentType(ContentType.JSON)
                .body(swipe(concert, "right"))
                .post("/api/v1/swipes")
                .then()
                .statusCode(201);
    }

    @Test
    @DisplayName("R-12: an Event that is hidden is answered like one that does not exist")
    void what_one_may_not_see_does_not_exist() {
        var ben = Person.joined();
        var party = Happening.by(ben);
        ben.block(anna);
        var unknown = send(anna, Map.of("event_id", Ids.next(), "direction", "right"))
                .statusCode(404)
                .extract()
                .asString();

        send(anna, swipe(party, "right")).statusCode(404).body(equalTo(unknown));
        send(anna, swipe(Happening.unmoderated(), "right")).statusCode(404).body(equalTo(unknown));

        assertEquals(0, kept());
        send(Person.joined(), swipe(party, "right")).statusCode(201);
    }

    @Test
    @DisplayName("A-36: what a client may not say is refused and nothing is written")
    void unknown_fields_are_refused() {
        for (var field : List.of("user_id", "id", "policy_id", "received_at")) {
            send(anna, with(swipe(concert, "right"), field, UUID.randomUUID()))
                    .statusCode(422)
                    .body("code", is("unknown-field"))
                    .body("errors[0].pointer", is("/" + field));
        }

        assertEquals(0, kept());
    }

    @Test
    void what_is_no_swipe_is_refused_where_it_is_wrong() {
        send(anna, with(swipe(concert, "right"), "direction", "sideways"))
                .statusCode(422)
                .body("errors[0].pointer", is("/direction"));
        send(anna, with(swipe(concert, "right"), "position", -1))
                .statusCode(422)
                .body("errors[0].pointer", is("/position"));
        send(anna, Map.of("direction", "right")).statusCode(422).body("errors[0].pointer", is("/event_id"));
        send(anna, Map.of()).statusCode(422).body("errors.pointer", is(List.of("/direction", "/event_id")));
        send(anna, "{").statusCode(400).body("code", is("malformed-json"));
    }

    @Test
    void only_who_is_signed_in_swipes() {
        given().contentType(ContentType.JSON)
                .body(swipe(concert, "right"))
                .post("/api/v1/swipes/")
                .then()
                .statusCode(401);
    }

    @Test
    void a_token_that_outlived_its_account_opens_nothing() {
        var gone = Ids.next();

        send(new Person(gone, "Nobody", Tokens.of(gone)), swipe(concert, "right"))
                .statusCode(401)
                .body("code", is("unauthenticated"));
    }

    private long kept() {
        return Database.count("select count(*) from swipes.swipes where user_id = $1", anna.id());
    }

    private String held() {
        return Database.sql("select direction from swipes.current_swipes where user_id = $1", anna.id())
                .getFirst()
                .getString(0);
    }

    private long told() {
        return Topic.facts(Topics.SWIPES, SwipeFact.Recorded.class).stream()
                .filter(fact -> fact.userId().equals(anna.id()))
                .count();
    }
}
