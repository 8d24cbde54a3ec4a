package app.godo.events.reading;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ReadingAnEventTest {

    private final Person reader = Person.joined();

    @Test
    @DisplayName("who wants this very version is told when it is another")
    void who_wants_another_version() {
        var person = Person.joined();
        var event = Gathering.open();
        var tag = Api.tagOf(person, event);

        Api.as(person)
                .header("If-Match", tag)
                .get("/api/v1/events/{id}", event)
                .then()
                .statusCode(200);
        Api.as(person)
                .header("If-Match", "\"another\"")
                .get("/api/v1/events/{id}", event)
                .then()
                .statusCode(412)
                .contentType("application/problem+json")
                .body("code", is("stale"));
    }

    @Test
    void an_event_is_read_whole_and_kept_by_nobody_in_between() {
        var event = Gathering.of(10);

        Api.read(reader, event)
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("id", is(event.toString()))
                .body("title", is("Piano in the park " + event))
                .body("time_zone", is("America/New_York"))
                .body("schedule_status", is("scheduled"))
                .body("location_name", is("Bryant Park"))
                .body("latitude", is(40.7536f))
                .body("category", is("music"))
                .body("price_known", is(false))
                .body("price_min", nullValue())
                .body("capacity", is(10))
                .body("current_attendees", is(0))
                .body("accessibility_info", is(Map.of()))
                .body("my_attendance", nullValue())
                .body("my_swipe", nullValue());
    }

    @Test
    void the_reader_sees_what_is_their_own_and_nobody_elses() {
        var event = Gathering.open();
        var other = Person.joined();
        Api.attend(reader, event, "maybe").statusCode(200);
        swipe(reader, event, "up");
        Api.attend(other, event, "going").statusCode(200);

        Api.read(reader, event).body("my_attendance", is("maybe")).body("my_swipe", is("up"));
        Api.read(other, event).body("my_attendance", is("going")).body("my_swipe", nullValue());
        Api.read(Person.joined(), event).body("my_attendance", nullValue()).body("my_swipe", nullValue());
    }

    @Test
    void an_unchanged_event_is_not_sent_again() {
        var event = Gathering.open();
        var tag = tagOf(event);

        Api.as(reader)
                .header("If-None-Match", tag)
                .get("/api/v1/events/{id}", event)
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Cache-Control", "private, no-store")
                .body(is(""));
        Api.as(reader)
                .header("If-None-Match", "\"another\"")
                .get("/api/v1/events/{id}", event)
                .then()
                .statusCode(200);
    }

    @Test
    void the_tag_is_another_one_whenever_the_reader_would_see_anything_else() {
        var event = Gathering.of(10);
        var first = tagOf(event);
        assertEquals(first, tagOf(event));

        for (var i = 0; i < 5; i++) {
            Api.attend(Person.joined(), event, "going").statusCode(200);
        }
        var fiveGo = tagOf(event);
        Api.attend(reader, event, "maybe").statusCode(200);
        var iMightGo = tagOf(event);
        swipe(reader, event, "right");
        var iSwiped = tagOf(event);
        Database.sql("update events.events set title = 'Other', version = version + 1 where id = $1", event);
        var changed = tagOf(event);

        assertNotEquals(first, fiveGo);
        assertNotEquals(fiveGo, iMightGo);
        assertNotEquals(iMightGo, iSwiped);
        assertNotEquals(iSwiped, changed);
    }

    @Test
    @DisplayName("I-12: an event the caller may not see is answered like one that is not")
    void what_is_hidden_does_not_exist() {
        var author = Person.joined();
        var pending = Gathering.unseenBy(author);
        var byOneWhoBlockedMe = Gathering.by(author);
        author.block(reader);

        var nowhere = body(UUID.randomUUID());

        assertEquals(nowhere, body(pending));
        assertEquals(nowhere, body(byOneWhoBlockedMe));
        Api.read(author, pending).statusCode(200).body("moderation_status", is("pending"));
        Api.read(Person.joined(), byOneWhoBlockedMe).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "0", "00000000-0000-0000-0000-00000000000g"})
    void what_is_no_id_is_not_found(String id) {
        Api.as(reader).get("/api/v1/events/{id}", id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void nobody_reads_without_a_token() {
        RestAssured.get("/api/v1/events/{id}", Gathering.open())
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    private String tagOf(UUID event) {
        return Api.read(reader, event).statusCode(200).extract().header("ETag");
    }

    private String body(UUID event) {
        return Api.problem(Api.read(reader, event), 404);
    }

    private static void swipe(Person person, UUID event, String direction) {
        Database.sql(
                """
                insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
                values ($1, $2, $3, $4, $5)""", person.id(), event, Ids.next(), direction, Instant.now().atOffset(ZoneOffset.UTC));
    }
}
