package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class WaitlistTest {

    private final Person seated = Person.joined();
    private final Person first = Person.joined();
    private final Person second = Person.joined();
    private UUID event;

    @BeforeEach
    void one_seat_and_two_who_wait() {
        event = Gathering.of(1);
        Api.attend(seated, event, "going").statusCode(200);
        wait(first)
                .statusCode(200)
                .body("status", is("waitlisted"))
                .body("position_in_waitlist", is(1))
                .body("current_attendees", is(1));
        wait(second).body("status", is("waitlisted")).body("position_in_waitlist", is(2));
    }

    @Test
    void asking_again_keeps_the_place() {
        wait(first).body("status", is("waitlisted")).body("position_in_waitlist", is(1));
        Api.attend(
                        first,
                        event,
                        Map.of("status", "going", "join_waitlist", true, "auto_accept", true, "visibility", "friends"))
                .body("visibility", is("friends"))
                .body("position_in_waitlist", is(1));

        Api.read(first, event).body("my_attendance", is("waitlisted"));
        assertEquals(2, waiting());
    }

    @Test
    @DisplayName("I-06: a freed seat goes to whoever waits longest, with a Fact")
    void a_freed_seat_goes_to_the_first_in_the_queue() {
        Api.withdraw(seated, event).statusCode(204);

        Api.read(first, event).body("my_attendance", is("going")).body("current_attendees", is(1));
        assertEquals(1, waiting());
        wait(second).body("status", is("waitlisted")).body("position_in_waitlist", is(1));
        var fact = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                told -> told.userId().equals(first.id()) && "going".equals(told.status()));
        assertEquals("waitlisted", fact.previous());
        assertEquals(1, fact.going());
    }

    @Test
    void a_seat_given_up_for_another_status_is_passed_on_too() {
        Api.attend(seated, event, "not_going").statusCode(200).body("current_attendees", is(1));

        Api.read(first, event).body("my_attendance", is("going"));
    }

    @Test
    void who_leaves_the_queue_loses_the_place() {
        Api.attend(first, event, "interested").statusCode(200).body("position_in_waitlist", nullValue());
        wait(first).body("position_in_waitlist", is(2));

        Api.withdraw(seated, event).statusCode(204);

        Api.read(second, event).body("my_attendance", is("going"));
    }

    @Test
    void nobody_overtakes_the_queue() {
        Database.sql("update events.events set capacity = 2 where id = $1", event);

        Api.attend(Person.joined(), event, "going").statusCode(409).body("code", is("event-full"));
        Api.attend(Person.joined(), event, "maybe").statusCode(200);

        Api.read(first, event).body("my_attendance", is("going")).body("current_attendees", is(2));
        Api.read(second, event).body("my_attendance", is("waitlisted"));
    }

    @Test
    void the_seat_of_an_erased_person_does_not_stay_empty() {
        Database.sql("delete from users.users where id = $1", seated.id());

        wait(second).body("position_in_waitlist", is(1));

        Api.read(first, event).body("my_attendance", is("going")).body("current_attendees", is(1));
    }

    @Test
    void a_cancelled_event_gives_no_seats() {
        Database.sql("update events.events set schedule_status = 'cancelled' where id = $1", event);

        Api.withdraw(seated, event).statusCode(204);

        Api.read(first, event).body("my_attendance", is("waitlisted")).body("current_attendees", is(0));
    }

    private long waiting() {
        return Database.count("select waitlist_length::bigint from events.events where id = $1", event);
    }

    /** Wants the first seat there is, without being asked. */
    private ValidatableResponse wait(Person person) {
        return Api.attend(person, event, Map.of("status", "going", "join_waitlist", true, "auto_accept", true));
    }
}
