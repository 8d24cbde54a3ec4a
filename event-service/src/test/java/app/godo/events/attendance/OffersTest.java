package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class OffersTest {

    @Inject
    EndOffers endOffers;

    private final Person seated = Person.joined();
    private final Person first = Person.joined();
    private final Person second = Person.joined();
    private final Person late = Person.joined();
    private UUID event;

    @BeforeEach
    void one_seat_and_two_who_wait() {
        event = Gathering.of(1);
        begins("3 days");
        Api.attend(seated, event, "going").statusCode(200);
        Api.goOrWait(first, event).statusCode(200).body("offer_expires_at", nullValue());
        Api.goOrWait(second, event).statusCode(200);
    }

    @Test
    @DisplayName("I-06: a seat that became free without anybody's word, as an erased person's, is offered all the same")
    void a_seat_that_nobody_gave_back_is_offered() {
        Database.sql("delete from users.users where id = $1", seated.id());

        endOffers.end().await().atMost(Duration.ofSeconds(30));

        Api.as(first)
                .get("/api/v1/events/{id}/attendance", event)
                .then()
                .statusCode(200)
                .body("offer_expires_at", notNullValue());
    }

    @ParameterizedTest(name = "F-03: {0} before the start for {1} minutes")
    @CsvSource({"3 days, 120", "25 hours, 120", "23 hours, 30", "2 hours, 30"})
    void a_seat_is_offered_for_a_while(String before, long minutes) {
        begins(before);
        Api.withdraw(seated, event).statusCode(204);

        var until = Instant.parse(Api.as(first)
                .get("/api/v1/events/{id}/attendance", event)
                .then()
                .statusCode(200)
                .body("status", is("waitlisted"))
                .extract()
                .path("offer_expires_at"));

        var offered = Duration.between(Instant.now(), until).plusSeconds(30).toMinutes();
        assertEquals(minutes, offered);
        var fact = Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                told -> told.userId().equals(first.id()) && told.offerExpiresAt() != null);
        assertEquals(until, fact.offerExpiresAt());
        assertEquals("waitlisted", fact.status());
    }

    @Test
    @DisplayName("F-03: an offered seat is nobody else's, and who is offered it takes it")
    void an_offered_seat_is_kept() {
        Api.withdraw(seated, event).statusCode(204);

        Api.attend(late, event, "going").statusCode(409).body("code", is("event-full"));
        Api.goOrWait(second, event).body("status", is("waitlisted")).body("offer_expires_at", nullValue());
        Api.goOrWait(first, event)
                .statusCode(200)
                .body("status", is("going"))
                .body("offer_expires_at", nullValue())
                .body("current_attendees", is(1));
        Api.goOrWait(second, event).body("status", is("waitlisted")).body("position_in_waitlist", is(1));
    }

    @ParameterizedTest(name = "F-03: who declines by {0} passes it on")
    @CsvSource({"not_going", "interested", "withdraw"})
    void a_declined_offer_is_passed_on(String how) {
        Api.withdraw(seated, event).statusCode(204);

        if (how.equals("withdraw")) {
            Api.withdraw(first, event).statusCode(204);
        } else {
            Api.attend(first, event, how).statusCode(200);
        }

        assertTrue(isOffered(second));
        Api.goOrWait(first, event).body("status", is("waitlisted")).body("position_in_waitlist", is(2));
        Api.goOrWait(second, event).body("status", is("going"));
    }

    @Test
    @DisplayName("F-03: no seat stays empty for who does not answer")
    void an_offer_that_runs_out_is_passed_on() {
        Api.withdraw(seated, event).statusCode(204);
        Database.sql(
                "update events.attendance set offer_expires_at = now() - interval '1 second' where user_id = $1",
                first.id());

        endOffers.end().await().atMost(Duration.ofSeconds(30));

        Api.read(first, event).body("my_attendance", is("interested"));
        assertTrue(isOffered(second));
        Topic.await(
                Topics.ATTENDANCE,
                AttendanceFact.Changed.class,
                told -> told.userId().equals(first.id()) && "interested".equals(told.status()));
    }

    @Test
    void whoever_comes_after_an_offer_ran_out_finds_it_passed_on() {
        Api.withdraw(seated, event).statusCode(204);
        Database.sql(
                "update events.attendance set offer_expires_at = now() - interval '1 second' where user_id = $1",
                first.id());

        Api.goOrWait(first, event).body("status", is("waitlisted")).body("position_in_waitlist", is(2));

        assertTrue(isOffered(second));
    }

    @Test
    @DisplayName("F-03: within an hour of the start whoever comes first takes the seat")
    void in_the_last_hour_there_are_no_offers() {
        begins("50 minutes");
        Api.withdraw(seated, event).statusCode(204);

        assertTrue(!isOffered(first));
        Api.attend(late, event, "going").statusCode(200).body("status", is("going"));
        Api.goOrWait(first, event).body("status", is("waitlisted"));
    }

    @Test
    @DisplayName("R-ATT-7: who goes checks in when the doors are open, once")
    void who_goes_checks_in() {
        checkIn(seated).statusCode(409).body("code", is("too-early"));
        begins("50 minutes");
        checkIn(first).statusCode(409).body("code", is("not-going"));

        checkIn(seated).statusCode(200).body("status", is("attended")).body("current_attendees", is(1));
        checkIn(seated).statusCode(200).body("status", is("attended"));

        Api.attend(seated, event, "going").statusCode(200).body("status", is("attended"));
        assertEquals(
                1,
                Topic.facts(Topics.ATTENDANCE, AttendanceFact.Changed.class).stream()
                        .filter(fact -> fact.userId().equals(seated.id()) && "attended".equals(fact.status()))
                        .count());
        checkIn(Person.joined()).statusCode(409);
        Api.as(seated)
                .post("/api/v1/events/{id}/check-in", UUID.randomUUID())
                .then()
                .statusCode(404);
        begins("-1 day");
        checkIn(seated).statusCode(409).body("code", is("event-over"));
    }

    @Test
    void an_offer_is_in_sight_of_who_has_it() {
        Api.withdraw(seated, event).statusCode(204);

        Api.goOrWait(second, event).body("offer_expires_at", nullValue());
        Api.attend(first, event, Map.of("status", "going", "join_waitlist", true, "visibility", "private"));
        Api.withdraw(first, event).statusCode(204);
        Api.as(second).get("/api/v1/events/{id}/attendance", event).then().body("offer_expires_at", notNullValue());
    }

    private ValidatableResponse checkIn(Person person) {
        return Api.as(person).post("/api/v1/events/{id}/check-in", event).then();
    }

    private boolean isOffered(Person person) {
        return Database.count(
                        "select count(*) from events.attendance where user_id = $1 and offer_expires_at > now()",
                        person.id())
                == 1;
    }

    private void begins(String in) {
        Database.sql(
                "update events.events set date_time = now() + cast($2 as text)::interval where id = $1", event, in);
    }
}
