package app.godo.events.attendance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
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

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

/** R-ATT-2, R-ATT-7: who comes is seen at the door. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class AtTheDoorTest {

    @Inject
    CloseEvents closeEvents;

    private final Person author = Person.joined();
    private final Person guest = Person.joined("public");
    private UUID event;

    @BeforeEach
    void the_doors_are_open() {
        event = Gathering.by(author);
        begins("30 minutes");
    }

    @Test
    @DisplayName("R-ATT-7: whoever submitted it checks in whom they see coming, once, with a Fact")
    void whom_they_see() {
        goes(guest, "public");

        checkIn(author, Map.of("user_id", guest.id()))
                .statusCode(200)
                .body("user_id", is(guest.id().toString()))
                .body("full_name", is(guest.name()))
                .body("status", is("attended"));
        checkIn(author, Map.of("user_id", guest.id())).statusCode(200).body("status", is("attended"));

        Api.read(guest, event).body("my_attendance", is("attended"));
        var told = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                fact -> fact.userId().equals(guest.id()) && "attended".equals(fact.status()));
        assertEquals("going", told.previous());
        assertEquals(1, told.going());
    }

    @Test
    @DisplayName("R-ATT-7: who hides that they come is checked in by the code they show, and by nothing else")
    void who_shows_their_code() {
        goes(guest, "private");
        var code = mine(guest).statusCode(200).extract().path("check_in_code");
        var hidden = Api.problem(checkIn(author, Map.of("user_id", guest.id())), 404);

        assertEquals(
                hidden,
                Api.problem(checkIn(author, Map.of("user_id", Person.joined().id())), 404));
        assertEquals(hidden, Api.problem(checkIn(author, Map.of("code", UUID.randomUUID())), 404));

        checkIn(author, Map.of("code", code)).statusCode(200).body("status", is("attended"));
        Api.read(guest, event).body("my_attendance", is("attended"));
        Api.attendees(author, event).body("items", empty());
    }

    @Test
    @DisplayName("R-ATT-7: only who holds a seat has a code, and it opens no other door")
    void a_code_is_of_one_seat() {
        Api.attend(guest, event, "interested").statusCode(200).body("check_in_code", nullValue());
        mine(guest).body("check_in_code", nullValue());
        Api.attend(guest, event, "going").statusCode(200);
        var code = mine(guest).extract().path("check_in_code");
        var other = Gathering.by(author);
        Database.sql("update events.events set date_time = now() where id = $1", other);

        Api.as(author)
                .body(Map.of("code", code))
                .post("/api/v1/events/{id}/attendees/check-in", other)
                .then()
                .statusCode(404);
        Api.attend(guest, event, "maybe").statusCode(200);
        checkIn(author, Map.of("code", code)).statusCode(404);
    }

    @Test
    void nobody_else_opens_the_doors_nor_too_early_nor_too_late() {
        goes(guest, "public");
        var body = Map.<String, Object>of("user_id", guest.id());

        checkIn(Person.joined(), body).statusCode(403).body("code", is("not-yours"));
        checkIn(guest, body).statusCode(403).body("code", is("not-yours"));
        checkIn(author, Map.of()).statusCode(422).body("errors[0].code", is("one-of-two"));
        begins("3 hours");
        checkIn(author, body).statusCode(409).body("code", is("too-early"));
        begins("-4 hours");
        checkIn(author, body).statusCode(409).body("code", is("event-over"));
    }

    @Test
    @DisplayName("R-ATT-2: where people were checked in, who held a seat and was not is a no-show, as only they see")
    void who_was_not_seen() {
        var absent = Person.joined("public");
        var interested = Person.joined("public");
        goes(guest, "public");
        goes(absent, "public");
        Api.attend(interested, event, Map.of("status", "maybe", "visibility", "public"))
                .statusCode(200);
        checkIn(author, Map.of("user_id", guest.id())).statusCode(200);
        close();
        Api.read(absent, event).body("my_attendance", is("going"));

        begins("-4 hours");
        close();
        close();

        Api.read(absent, event).body("my_attendance", is("no_show"));
        Api.read(guest, event).body("my_attendance", is("attended"));
        Api.read(interested, event).body("my_attendance", is("maybe"));
        Api.attendees(author, event).body("items.find { it.user_id == '%s' }".formatted(absent.id()), nullValue());
        var told = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                fact -> fact.userId().equals(absent.id()) && "no_show".equals(fact.status()));
        assertEquals("going", told.previous());
        assertEquals(1, told.going());
        Api.attend(absent, event, "going").statusCode(409).body("code", is("event-over"));
        Api.withdraw(absent, event).statusCode(204);
    }

    @Test
    @DisplayName("R-ATT-2: where nobody was checked in, nobody is a no-show")
    void nobody_was_looked_for() {
        goes(guest, "public");
        begins("-4 hours");

        close();

        Api.read(guest, event).body("my_attendance", is("going"));
    }

    @Test
    @DisplayName("R-JOB-3: what is over is put away, read as ever, and taken out when it is to come again")
    void what_is_over_is_put_away() {
        close();
        assertEquals(0, putAway());
        begins("-4 hours");
        var over = Api.read(author, event).extract().asString();

        close();

        assertEquals(1, putAway());
        assertEquals(over, Api.read(author, event).extract().asString());
        search(Map.of("q", event.toString())).body("items", empty());
        search(Map.of("q", event.toString(), "from", "2020-01-01")).body("items.id", contains(event.toString()));
        begins("3 days");
        assertEquals(0, putAway());
        search(Map.of("q", event.toString())).body("items.id", contains(event.toString()));
    }

    private ValidatableResponse search(Map<String, Object> asked) {
        return Api.as(author)
                .queryParams(asked)
                .get("/api/v1/events/search")
                .then()
                .statusCode(200);
    }

    private long putAway() {
        return Database.count("select count(*) from events.events where id = $1 and archived_at is not null", event);
    }

    private void close() {
        closeEvents.close().await().atMost(Duration.ofSeconds(30));
    }

    private void goes(Person person, String visibility) {
        Api.attend(person, event, Map.of("status", "going", "visibility", visibility))
                .statusCode(200);
    }

    private ValidatableResponse mine(Person person) {
        return Api.as(person).get("/api/v1/events/{id}/attendance", event).then();
    }

    private ValidatableResponse checkIn(Person person, Map<String, Object> body) {
        return Api.as(person)
                .body(body)
                .post("/api/v1/events/{id}/attendees/check-in", event)
                .then();
    }

    private void begins(String in) {
        Database.sql(
                "update events.events set date_time = now() + cast(cast($2 as text) as interval) where id = $1",
                event,
                in);
    }
}
