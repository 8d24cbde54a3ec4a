package app.godo.notifications.telling;

import static app.godo.notifications.Facts.attend;
import static app.godo.notifications.Facts.cancel;
import static app.godo.notifications.Facts.change;
import static app.godo.notifications.Facts.event;
import static app.godo.notifications.Facts.moved;
import static app.godo.notifications.Facts.publish;
import static app.godo.notifications.Facts.revised;
import static app.godo.notifications.Facts.swipe;
import static app.godo.notifications.Facts.withdraws;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.godo.notifications.Impatient;
import app.godo.wire.events.EventView;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class RemindingTest {

    @Test
    @DisplayName("R-JOB-9: two hours before, once, who has it in the calendar, and nobody else")
    void reminds_who_comes() {
        var concert = in(Duration.ofMinutes(119));
        var going = Person.joined();
        attend(going, concert, "going");
        var calendar = Person.joined();
        swipe(calendar, concert, "right");
        var saved = Person.joined();
        swipe(saved, concert, "up");
        var waiting = Person.joined();
        swipe(waiting, concert, "right");
        attend(waiting, concert, "waitlisted");
        publish(concert);

        told(going, 1)
                .body("items[0].type", is("event_reminder"))
                .body("items[0].title", is("In two hours: Jazz"))
                .body("items[0].data.event_id", is(concert.id().toString()));
        told(calendar, 1);
        settle();
        told(going, 1);
        told(saved, 0);
        told(waiting, 0);
    }

    @Test
    void reminds_a_day_before() {
        var concert = in(Duration.ofMinutes(24 * 60 - 1));
        var going = Person.joined();
        attend(going, concert, "maybe");
        publish(concert);

        told(going, 1).body("items[0].title", is("Tomorrow: Jazz"));
    }

    @Test
    @DisplayName("a reminder that nobody sent in time is not sent long after it")
    void not_too_late() {
        var concert = in(Duration.ofMinutes(80));
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);

        settle();
        told(going, 0);
    }

    @Test
    @DisplayName("R-NOT-5: a reminder goes with the time it was of, and comes again with the new one")
    void moves_with_the_event() {
        var concert = in(Duration.ofMinutes(119));
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        told(going, 1);

        var later = moved(concert, Instant.now().plus(Duration.ofMinutes(300)));
        change(later);
        toldOnly(going, "event_changed");

        change(moved(later, Instant.now().plus(Duration.ofMinutes(118))));
        told(going, 3).body("items.findAll { it.type == 'event_reminder' }", hasSize(1));
    }

    @Test
    void vanishes_with_the_event() {
        var concert = in(Duration.ofMinutes(119));
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        told(going, 1);

        cancel(revised(concert, concert.dateTime(), "Prospect Park", "cancelled"));

        toldOnly(going, "event_cancelled");
    }

    @Test
    void vanishes_for_who_does_not_come() {
        var concert = in(Duration.ofMinutes(119));
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        told(going, 1);

        withdraws(going, concert);

        told(going, 0);
    }

    private static EventView in(Duration ahead) {
        return event("Jazz", Instant.now().plus(ahead));
    }

    /** What a person finds in their list, once it holds so many. */
    private static ValidatableResponse told(Person person, int notifications) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> list(person)
                .body("items", hasSize(notifications)));
        return list(person);
    }

    private static void toldOnly(Person person, String type) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> list(person)
                .body("items.type", contains(type)));
    }

    private static ValidatableResponse list(Person person) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/notifications/")
                .then()
                .statusCode(200);
    }

    /** Longer than what came before takes: somebody was reminded of what came after it. */
    private static void settle() {
        var witnessed = in(Duration.ofMinutes(118));
        var witness = Person.joined();
        attend(witness, witnessed, "going");
        publish(witnessed);
        told(witness, 1);
    }
}
