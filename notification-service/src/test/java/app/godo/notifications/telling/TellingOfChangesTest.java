package app.godo.notifications.telling;

import static app.godo.notifications.Facts.approved;
import static app.godo.notifications.Facts.attend;
import static app.godo.notifications.Facts.block;
import static app.godo.notifications.Facts.by;
import static app.godo.notifications.Facts.cancel;
import static app.godo.notifications.Facts.change;
import static app.godo.notifications.Facts.countOf;
import static app.godo.notifications.Facts.event;
import static app.godo.notifications.Facts.mergedInto;
import static app.godo.notifications.Facts.move;
import static app.godo.notifications.Facts.publish;
import static app.godo.notifications.Facts.rejected;
import static app.godo.notifications.Facts.revised;
import static app.godo.notifications.Facts.swipe;
import static app.godo.notifications.Facts.waits;
import static app.godo.notifications.Facts.withdrawn;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.notifications.Impatient;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class TellingOfChangesTest {

    private static final Instant SATURDAY = Instant.parse("2031-05-10T23:30:00Z");
    private static final Instant SUNDAY = SATURDAY.plus(1, ChronoUnit.DAYS);

    @Test
    @DisplayName("F-14, R-GAP-10: several changes are told once, with what was and what is")
    void changes_are_told_together() {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        var calendar = Person.joined();
        swipe(calendar, concert, "right");
        var saved = Person.joined();
        swipe(saved, concert, "up");
        var liked = Person.joined();
        swipe(liked, concert, "down");
        publish(concert);

        var later = revised(concert, SUNDAY, "Prospect Park", "scheduled");
        change(later);
        var elsewhere = revised(later, SUNDAY, "Fort Greene Park", "scheduled");
        var last = change(elsewhere);

        for (var person : new Person[] {going, calendar, saved}) {
            told(person)
                    .body("items[0].type", is("event_changed"))
                    .body("items[0].title", is("New time and place: Jazz"))
                    .body(
                            "items[0].message",
                            is(
                                    "Before: Saturday, May 10, 7:30 PM, Prospect Park. Now: Sunday, May 11, 7:30 PM, Fort Greene Park."))
                    .body("items[0].data.event_id", is(concert.id().toString()));
        }
        Topic.publish(last);
        change(elsewhere); // the same version under another id
        settle();
        told(going);
        told(calendar);
        told(saved);
        told(liked, 0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "postponed, Postponed: Jazz",
        "unconfirmed, Unconfirmed: Jazz",
        "moved_online, Now online: Jazz",
    })
    void another_state_is_told(String status, String title) {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);

        change(revised(concert, SATURDAY, "Prospect Park", status));

        told(going).body("items[0].title", is(title));
    }

    @Test
    void what_is_taken_back_in_time_was_never_said() {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);

        var later = revised(concert, SUNDAY, "Prospect Park", "scheduled");
        change(later);
        change(revised(later, SATURDAY, "Prospect Park", "scheduled"));

        settle();
        told(going, 0);
    }

    @Test
    @DisplayName("F-14: a cancellation takes the change before it along; that it takes place after all is told")
    void cancelled_and_back() {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        var later = revised(concert, SUNDAY, "Prospect Park", "scheduled");
        change(later);
        var cancelled = revised(later, SUNDAY, "Prospect Park", "cancelled");
        cancel(cancelled);
        settle();
        told(going).body("items[0].type", is("event_cancelled"));

        change(revised(cancelled, SUNDAY, "Prospect Park", "scheduled"));

        told(going, 2).body("items[0].title", is("Takes place after all: Jazz"));
    }

    @Test
    @DisplayName("R-GAP-11: of what may not be quoted any more only the day is told, at once, and that nobody knows")
    void nobody_can_say_any_more() {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        var later = revised(concert, SUNDAY, "Prospect Park", "scheduled");
        change(later);

        change(withdrawn(later));

        settle();
        told(going)
                .body("items[0].type", is("event_changed"))
                .body("items[0].title", is("Unconfirmed: an event in your plans"))
                .body(
                        "items[0].message",
                        is(
                                "It was planned for Sunday, May 11. Nobody lists it here any more, so we cannot say whether it takes place."));
        assertEquals(
                0,
                Database.count(
                        "select count(*) from notifications.arrangements as a where event_id = $1 and a::text like '%Jazz%'",
                        concert.id()));
    }

    @Test
    @DisplayName("I-11: who may not see an Event is told nothing of it, whatever they had planned")
    void who_may_not_see_it_learns_nothing() {
        var creator = Person.joined();
        var concert = by(creator, event("Jazz", SATURDAY));
        var blocked = Person.joined();
        attend(blocked, concert, "going");
        block(creator, blocked);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);

        change(revised(concert, SUNDAY, "Prospect Park", "scheduled"));

        told(going);
        told(blocked, 0);
    }

    @Test
    void what_another_event_stands_for_is_told_of_that() {
        var twin = event("Jazz!", SATURDAY);
        var concert = event("Jazz", SATURDAY);
        var calendar = Person.joined();
        swipe(calendar, twin, "right");
        publish(twin);
        publish(concert);
        var merged = mergedInto(concert, twin);
        change(merged, "merged_into", "title");

        var later = revised(concert, SUNDAY, "Prospect Park", "scheduled");
        change(later);
        change(mergedInto(later, merged), "date_time");

        told(calendar).body("items[0].title", is("New time: Jazz"));
        settle();
        told(calendar);
    }

    @Test
    @DisplayName(
            "F-02, F-14: who planned what is merged learns what changes for them by it; the other's people nothing")
    void a_merge_that_moves_an_event_is_told_to_its_people() {
        var early = event("Jazz!", SATURDAY);
        var concert = event("Jazz", SUNDAY);
        var calendar = Person.joined();
        swipe(calendar, early, "right");
        var going = Person.joined();
        attend(going, early, "going");
        var other = Person.joined();
        attend(other, concert, "going");
        publish(early);
        publish(concert);

        move(going, early, concert);
        change(mergedInto(concert, early), "date_time", "merged_into");

        for (var person : new Person[] {calendar, going}) {
            told(person)
                    .body("items[0].title", is("New time: Jazz!"))
                    .body(
                            "items[0].message",
                            is(
                                    "Before: Saturday, May 10, 7:30 PM, Prospect Park. Now: Sunday, May 11, 7:30 PM, Prospect Park."));
        }
        told(other, 0);
    }

    @Test
    @DisplayName(
            "F-02: what is merged with what was called off is called off for its people; later news come of the other only")
    void a_merge_with_what_is_cancelled_calls_off() {
        var concert = event("Jazz", SATURDAY);
        var cancelled = event("Jazz, cancelled", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        publish(cancelled);

        var calledOff = revised(cancelled, SATURDAY, "Prospect Park", "cancelled");
        var merged = mergedInto(calledOff, concert);
        change(merged, "merged_into", "schedule_status");
        cancel(mergedInto(calledOff, merged));

        settle();
        told(going).body("items[0].type", is("event_cancelled"));
    }

    @Test
    @DisplayName("R-EVT-12: what moderators take down is told at once, and when it is back, that it takes place")
    void what_is_taken_down_does_not_vanish_silently() {
        var concert = event("Jazz", SATURDAY);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);
        change(revised(concert, SUNDAY, "Prospect Park", "scheduled"));

        var rejected = rejected(revised(concert, SUNDAY, "Prospect Park", "scheduled"));
        change(rejected, "moderation_status");

        settle();
        told(going)
                .body("items[0].type", is("event_cancelled"))
                .body("items[0].title", is("No longer listed: Jazz"))
                .body(
                        "items[0].message",
                        is("Moderators took it down. It was planned for Sunday, May 11 at Prospect Park."));

        publish(approved(rejected));

        told(going, 2).body("items[0].title", is("Takes place after all: Jazz"));
    }

    @Test
    void what_is_over_changes_for_nobody() {
        var yesterday = Instant.now().minus(1, ChronoUnit.DAYS);
        var concert = event("Jazz", yesterday);
        var going = Person.joined();
        attend(going, concert, "going");
        publish(concert);

        change(revised(concert, yesterday, "Fort Greene Park", "scheduled"));

        settle();
        told(going, 0);
    }

    @Test
    @DisplayName("F-03: who is offered a seat learns until when, once, and no more when it is gone")
    void a_seat_is_offered() {
        var concert = event("Jazz", SATURDAY);
        var waiting = Person.joined();
        attend(waiting, concert, "waitlisted");

        waits(waiting, concert, Instant.parse("2031-05-10T20:05:00Z"));
        waits(waiting, concert, Instant.parse("2031-05-10T20:05:00Z"));

        told(waiting)
                .body("items[0].type", is("waitlist_offer"))
                .body("items[0].title", is("A seat for you: Jazz"))
                .body("items[0].message", is("Take it until Saturday, May 10, 4:05 PM, or it goes to who waits next."));
        waits(waiting, concert, null);
        told(waiting, 0);
    }

    private static ValidatableResponse told(Person person) {
        return told(person, 1);
    }

    /** What a person finds in their list, once it holds so many. */
    private static ValidatableResponse told(Person person, int notifications) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> list(person)
                .body("items", hasSize(notifications)));
        return list(person);
    }

    private static ValidatableResponse list(Person person) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/notifications/")
                .then()
                .statusCode(200);
    }

    /** Longer than what came before takes: a change that came after it has been told. */
    private static void settle() {
        var witnessed = event("Witness", SATURDAY);
        var witness = Person.joined();
        attend(witness, witnessed, "going");
        publish(witnessed);
        change(revised(witnessed, SUNDAY, "Prospect Park", "scheduled"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> countOf(witness.id()) == 1);
    }
}
