package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** R-PRV-7: a count gives nobody away who hides that they come. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class CountingPeopleTest {

    private final Person author = Person.joined();
    private final Person stranger = Person.joined();
    private UUID event;

    @BeforeEach
    void somebody_submitted_it() {
        event = Gathering.by(author);
    }

    @Test
    @DisplayName("R-PRV-7: that one more comes is told to nobody, nor that the first does, whichever way it is read")
    void fewer_than_five_are_none() {
        var nobody = Api.read(stranger, event);
        var tag = Api.tagOf(stranger, event);

        goes(4);

        Api.read(stranger, event).body("current_attendees", is(0)).body("waitlist_length", is(0));
        assertEquals(tag, Api.tagOf(stranger, event), "nor by its tag");
        assertEquals(
                nobody.extract().asString(), Api.read(stranger, event).extract().asString());
        Api.as(stranger)
                .queryParam("q", event)
                .get("/api/v1/events/search")
                .then()
                .body("items.find { it.id == '%s' }.current_attendees".formatted(event), is(0));
        Api.attend(stranger, event, "interested").statusCode(200).body("current_attendees", is(0));
        Api.as(stranger).get("/api/v1/events/{id}/attendance", event).then().body("current_attendees", is(0));
        Api.attendees(stranger, event).body("going_count", is(0));
        assertEquals(
                4,
                Topic.await(
                                Topics.ATTENDANCE,
                                AttendanceFact.Changed.class,
                                told -> told.eventId().equals(event) && told.going() == 4)
                        .going());
    }

    @Test
    @DisplayName("R-PRV-7: five are told, and who is one of fewer knows of themselves")
    void five_are_told() {
        Api.attend(stranger, event, "going").statusCode(200).body("current_attendees", is(1));
        goes(1);
        Api.read(stranger, event).body("current_attendees", is(1));
        var tag = Api.tagOf(stranger, event);

        goes(3);

        Api.read(stranger, event).body("current_attendees", is(5));
        Api.read(Person.joined(), event).body("current_attendees", is(5));
        assertNotEquals(tag, Api.tagOf(stranger, event));
    }

    @Test
    @DisplayName("R-PRV-7: who submitted it is told for how many to set out chairs")
    void the_author_is_told() {
        goes(2);

        Api.read(author, event).body("current_attendees", is(2));
        Api.attend(author, event, "going").statusCode(200).body("current_attendees", is(3));
        Api.as(author).get("/api/v1/events/{id}/attendance", event).then().body("current_attendees", is(3));
    }

    @Test
    @DisplayName("R-PRV-7: of three seats it is told when they are taken, as event-full does, and not how many are")
    void a_full_event_says_so() {
        Database.sql("update events.events set capacity = 3 where id = $1", event);
        goes(2);
        Api.read(stranger, event).body("capacity", is(3)).body("current_attendees", is(0));

        goes(1);

        Api.read(stranger, event).body("current_attendees", is(3));
        Api.attend(stranger, event, "going").statusCode(409).body("code", is("event-full"));
        Api.goOrWait(Person.joined(), event).statusCode(200).body("status", is("waitlisted"));
        Api.read(stranger, event).body("waitlist_length", is(0));
    }

    /** So many more, who show it to nobody. */
    private void goes(int people) {
        Stream.generate(Person::joined).limit(people).forEach(person -> Api.attend(
                        person, event, Map.of("status", "going", "visibility", "private"))
                .statusCode(200));
    }
}
