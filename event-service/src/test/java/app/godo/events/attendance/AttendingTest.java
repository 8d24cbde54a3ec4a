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
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AttendingTest {

    private final Person person = Person.joined();

    @ParameterizedTest(name = "from {0} to {1}: {2} seats taken")
    @CsvSource({
        "nothing,    interested, 0", "nothing,    maybe, 0", "nothing,    not_going, 0", "nothing,    going, 1",
        "interested, interested, 0", "interested, maybe, 0", "interested, not_going, 0", "interested, going, 1",
        "maybe,      interested, 0", "maybe,      maybe, 0", "maybe,      not_going, 0", "maybe,      going, 1",
        "not_going,  interested, 0", "not_going,  maybe, 0", "not_going,  not_going, 0", "not_going,  going, 1",
        "going,      interested, 0", "going,      maybe, 0", "going,      not_going, 0", "going,      going, 1"
    })
    void every_status_may_follow_every_other_and_only_going_takes_a_seat(String from, String to, int seats) {
        var event = Gathering.of(5);
        if (!from.equals("nothing")) {
            Api.attend(person, event, from).statusCode(200);
        }

        Api.attend(person, event, to)
                .statusCode(200)
                .body("event_id", is(event.toString()))
                .body("status", is(to))
                .body("visibility", is("private"))
                .body("position_in_waitlist", nullValue())
                .body("current_attendees", is(seats))
                .body("capacity", is(5));

        Api.read(person, event).body("my_attendance", is(to)).body("current_attendees", is(seats));
    }

    @Test
    void each_real_change_is_one_fact_and_a_repetition_is_none() {
        var event = Gathering.of(5);

        Api.attend(person, event, "interested").statusCode(200);
        Api.attend(person, event, "going").statusCode(200);
        Api.attend(person, event, "going").statusCode(200);
        Api.attend(person, event, Map.of("status", "going", "visibility", "friends"))
                .statusCode(200);
        Api.withdraw(person, event).statusCode(204);
        Api.withdraw(person, event).statusCode(204);

        var last = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                fact -> fact.eventId().equals(event) && fact.status() == null);
        var told = Topic.facts(Topics.ATTENDANCE, AttendanceFact.Changed.class).stream()
                .filter(fact -> fact.eventId().equals(event))
                .map(fact -> "%s after %s, %s, %d of %d"
                        .formatted(fact.status(), fact.previous(), fact.visibility(), fact.going(), fact.capacity()))
                .toList();
        assertEquals(
                List.of(
                        "interested after null, private, 0 of 5",
                        "going after interested, private, 1 of 5",
                        "going after going, friends, 1 of 5",
                        "null after going, friends, 0 of 5"),
                told);
        assertEquals(person.id(), last.userId());
        assertEquals(event.toString(), last.key());
    }

    @Test
    void what_is_withdrawn_is_gone() {
        var event = Gathering.of(1);
        Api.attend(person, event, "going").statusCode(200);

        Api.withdraw(person, event).statusCode(204);

        Api.read(person, event).body("my_attendance", nullValue()).body("current_attendees", is(0));
        assertEquals(0, rowsOf(event));
    }

    @Test
    void nobody_goes_to_what_does_not_take_place() {
        Api.attend(person, Gathering.cancelled(), "going").statusCode(409).body("code", is("event-cancelled"));
        Api.attend(person, Gathering.over(), "interested").statusCode(409).body("code", is("event-over"));
    }

    @ParameterizedTest(name = "all day: {0}")
    @ValueSource(booleans = {true, false})
    void an_event_whose_hour_nobody_knows_can_be_joined_on_its_day(boolean allDay) {
        var event = Gathering.today(allDay);

        Api.attend(person, event, "going").statusCode(200).body("current_attendees", is(1));

        Database.sql("update events.events set date_time = date_time - interval '1 day' where id = $1", event);
        Api.attend(Person.joined(), event, "going").statusCode(409).body("code", is("event-over"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("R-ATT-3: who says nothing of it shares as their privacy level says")
    @CsvSource({"private, private", "friends_only, friends", "public, public"})
    void what_is_left_out_is_as_private_as_the_person(String level, String visibility) {
        var event = Gathering.open();
        var someone = Person.joined(level);

        Api.attend(someone, event, "going").statusCode(200).body("visibility", is(visibility));
        Api.attend(someone, event, Map.of("status", "going", "visibility", "private"))
                .body("visibility", is("private"));
    }

    @Test
    @DisplayName("R-ATT-4: with a group of one's own, and never with another")
    void one_comes_with_a_group_of_ones_own() {
        var event = Gathering.open();
        var group = Ids.next();
        var others = Ids.next();
        var stranger = Person.joined();
        Database.sql(
                "insert into social.groups (id, name, created_by) values ($1, 'Mine', $2), ($3, 'Theirs', $4)",
                group,
                person.id(),
                others,
                stranger.id());

        Api.attend(person, event, Map.of("status", "going", "group_id", group.toString()))
                .statusCode(200)
                .body("group_id", is(group.toString()));
        for (var none : List.of(others, UUID.randomUUID())) {
            Api.attend(person, event, Map.of("status", "interested", "group_id", none.toString()))
                    .statusCode(404)
                    .contentType("application/problem+json");
        }

        Api.as(person)
                .get("/api/v1/events/{id}/attendance", event)
                .then()
                .body("status", is("going"))
                .body("group_id", is(group.toString()));
        Api.attend(person, event, "going").statusCode(200).body("group_id", nullValue());
    }

    @Test
    void whom_the_organiser_blocked_since_can_still_leave() {
        var author = Person.joined();
        var event = Gathering.by(author);
        Database.sql("update events.events set capacity = 1 where id = $1", event);
        var waiting = Person.joined();
        Api.attend(person, event, "going").statusCode(200);
        Api.attend(waiting, event, Map.of("status", "going", "join_waitlist", true, "auto_accept", true))
                .body("status", is("waitlisted"));
        author.block(person);

        Api.attend(person, event, "interested").statusCode(404);
        Api.withdraw(person, event).statusCode(204);

        Api.read(waiting, event).body("my_attendance", is("going")).body("current_attendees", is(1));
        Api.withdraw(person, event).statusCode(404);
    }

    @Test
    void what_was_said_of_an_event_can_be_taken_back_when_it_is_cancelled() {
        var event = Gathering.of(3);
        Api.attend(person, event, "going").statusCode(200);
        Database.sql("update events.events set schedule_status = 'cancelled' where id = $1", event);

        Api.withdraw(person, event).statusCode(204);

        assertEquals(0, rowsOf(event));
    }

    @Test
    @DisplayName("R-12: attendance does not tell a hidden event from none")
    void what_is_hidden_does_not_exist() {
        var author = Person.joined();
        var pending = Gathering.unseenBy(author);
        var blocked = Gathering.by(author);
        author.block(person);
        Api.attend(author, pending, "going").statusCode(200);

        for (var hidden : List.of(pending, blocked)) {
            var none = UUID.randomUUID();
            assertEquals(
                    Api.problem(Api.attend(person, none, "going"), 404),
                    Api.problem(Api.attend(person, hidden, "going"), 404));
            assertEquals(Api.problem(Api.withdraw(person, none), 404), Api.problem(Api.withdraw(person, hidden), 404));
            assertEquals(
                    Api.problem(Api.attendees(person, none), 404), Api.problem(Api.attendees(person, hidden), 404));
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "status, waitlisted",
        "status, attended",
        "status,",
        "visibility, everyone",
        "group_id, x",
        "user_id, x",
        "waitlist_place, 1"
    })
    void what_cannot_be_said_is_refused(String field, String value) {
        var event = Gathering.open();
        var body = new HashMap<String, Object>(Map.of("status", "going"));
        body.put(field, value);

        Api.attend(person, event, body).statusCode(422).body("errors[0].pointer", is("/" + field));

        assertEquals(0, rowsOf(event));
    }

    private static long rowsOf(UUID event) {
        return Database.count("select count(*) from events.attendance where event_id = $1", event);
    }
}
