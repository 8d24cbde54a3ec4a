package app.godo.events.submitting;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.godo.events.testing.Api;
import app.godo.events.testing.AtOnce;
import app.godo.events.testing.Gathering;
import app.godo.events.testing.Told;
import app.godo.wire.facts.EventFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ChangingAnEventTest {

    private static final Instant NEXT_WEEK =
            Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);

    private final Person author = Person.joined("public");

    @Test
    @DisplayName("R-API-8, F-14: a change of time and place is one Fact that names both")
    void a_change_is_one_fact_that_names_what_changed() {
        var event = Gathering.by(author);
        Api.change(author, event, "*", Map.of("title", "Harps")).statusCode(200);
        Api.attend(Person.joined(), event, "going").statusCode(200);

        var answer = Api.change(
                        author,
                        event,
                        Api.tagOf(author, event),
                        Map.of("date_time", NEXT_WEEK.toString(), "location_name", "Boathouse"))
                .statusCode(200)
                .body("date_time", is(NEXT_WEEK.toString()))
                .body("location_name", is("Boathouse"))
                .body("latitude", is(40.7536f))
                .body("version", is(3))
                .body("current_attendees", is(1))
                .extract();

        assertEquals(
                answer.header("ETag").split("\\.")[0], Api.tagOf(author, event).split("\\.")[0]);
        var facts = Told.of(event);
        assertEquals(2, facts.size());
        var changed = assertInstanceOf(EventFact.Changed.class, facts.getLast());
        assertEquals(List.of("date_time", "location_name"), changed.changed());
        assertEquals(NEXT_WEEK, changed.event().dateTime());
    }

    @Test
    @DisplayName("I-06: seats that are added go to who waits, at once")
    void added_seats_go_to_who_waits() {
        var event = Gathering.by(author);
        Api.change(author, event, "*", Map.of("capacity", 1)).statusCode(200);
        var waiting = Person.joined();
        Api.attend(Person.joined(), event, "going").statusCode(200);
        Api.goOrWait(waiting, event).statusCode(200).body("status", is("waitlisted"));

        Api.change(author, event, "*", Map.of("capacity", 2)).statusCode(200);

        Api.as(waiting)
                .get("/api/v1/events/{id}/attendance", event)
                .then()
                .statusCode(200)
                .body("offer_expires_at", notNullValue());
    }

    @Test
    void null_removes_what_can_be_absent_and_what_is_not_named_stays() {
        var event = Gathering.by(author);
        var patch = new HashMap<String, Object>(
                Map.of("capacity", 10, "description", "Bring **cheese**.", "price_min", 500));
        Api.change(author, event, "*", patch)
                .statusCode(200)
                .body("price_known", is(true))
                .body("capacity", is(10));

        Api.change(author, event, "*", Collections.singletonMap("price_min", null))
                .statusCode(200)
                .body("price_known", is(false))
                .body("capacity", is(10))
                .body("description", is("Bring **cheese**."))
                .body("category", is("music"));
        Api.change(author, event, "*", Collections.singletonMap("title", null)).statusCode(422);
    }

    @Test
    void who_moves_the_point_moves_the_neighborhood() {
        var event = Gathering.by(author);

        Api.change(author, event, "*", Map.of("latitude", 40.6602, "longitude", -73.9690))
                .statusCode(200)
                .body("neighborhood", is("Prospect Park"));
    }

    @Test
    void nothing_new_is_no_new_version_and_no_fact() {
        var event = Gathering.by(author);
        Api.change(author, event, "*", Map.of("title", "Harps")).body("version", is(2));
        var facts = Told.of(event).size();

        Api.change(author, event, "*", Map.of("title", "Harps")).statusCode(200).body("version", is(2));

        assertEquals(facts, Told.of(event).size());
    }

    @Test
    @DisplayName("C.3: who changes it says which version they saw, and that somebody joins is no reason to refuse")
    void a_stale_change_is_refused() {
        var event = Gathering.by(author);
        var tag = Api.tagOf(author, event);
        Api.attend(Person.joined(), event, "going").statusCode(200);

        Api.change(author, event, null, Map.of("title", "Harps"))
                .statusCode(428)
                .body("code", is("if-match-required"));
        Api.change(author, event, tag, Map.of("title", "Harps")).statusCode(200);
        Api.change(author, event, tag, Map.of("title", "Flutes"))
                .statusCode(412)
                .body("code", is("stale"));
        Api.callOff(author, event, null).statusCode(428);
        Api.callOff(author, event, tag).statusCode(412);
    }

    @Test
    void of_many_changes_of_one_version_one_is_made() {
        var event = Gathering.by(author);
        var tag = Api.tagOf(author, event);

        var statuses = AtOnce.each(Collections.nCopies(8, author), person -> Api.change(
                        person, event, tag, Map.of("title", "Harps " + UUID.randomUUID()))
                .extract()
                .statusCode());

        assertEquals(1, Collections.frequency(statuses, 200));
        assertEquals(7, Collections.frequency(statuses, 412));
    }

    @Test
    @DisplayName("R-API-8: nobody but its author and moderators changes it, and who may not see it learns nothing")
    void only_who_may_changes_it() {
        var event = Gathering.by(author);
        var waiting = Gathering.unseenBy(author);
        var stranger = Person.joined();
        var blocked = Person.joined();
        author.block(blocked);

        Api.change(stranger, event, "*", Map.of("title", "Mine"))
                .statusCode(403)
                .body("code", is("not-yours"));
        Api.change(stranger, waiting, "*", Map.of("title", "Mine")).statusCode(404);
        Api.change(blocked, event, "*", Map.of("title", "Mine")).statusCode(404);
        Api.callOff(stranger, event, "*").statusCode(403);
        Api.callOff(stranger, waiting, "*").statusCode(404);
        Api.change(stranger, UUID.randomUUID(), "*", Map.of("title", "Mine")).statusCode(404);
        Api.change(Api.moderator(), event, "*", Map.of("title", "Tidied"))
                .statusCode(200)
                .body("title", is("Tidied"));
        assertEquals(
                1,
                Database.count(
                        "select count(*) from events.moderation_log where event_id = $1 and action = 'edit'", event));
    }

    @Test
    void what_sources_tell_is_not_changed_by_hand() {
        Api.change(Api.moderator(), Gathering.open(), "*", Map.of("title", "Mine"))
                .statusCode(409)
                .body("code", is("listed-by-source"));
    }

    @ParameterizedTest
    @CsvSource({
        "moderation_status, approved, 422",
        "is_featured, true, 422",
        "source, nyc_parks, 422",
        "wings, two, 422",
        "date_time, 2020-01-01T00:00:00Z, 422",
        "end_time, 2020-01-01T00:00:00Z, 422",
        "time_zone, Mars/Olympus, 422",
        "title, <br>, 422",
        "capacity, -1, 422"
    })
    void what_cannot_be_is_refused_with_its_field(String field, String value, int status) {
        Api.change(author, Gathering.by(author), "*", Map.of(field, field.equals("capacity") ? (Object) (-1) : value))
                .statusCode(status)
                .body("errors.pointer", hasItem("/" + field));
    }

    @Test
    void an_event_that_has_begun_can_still_be_described() {
        var event = Gathering.by(author);
        Database.sql("update events.events set date_time = now() - interval '1 hour' where id = $1", event);

        Api.change(author, event, "*", Map.of("description", "At the second gate."))
                .statusCode(200);
    }

    @Test
    @DisplayName(
            "R-EVT-12: when the words or the place of an approved Event change, it stays and a moderator looks again")
    void new_words_are_looked_at_again() {
        var event = Gathering.by(author);
        Api.change(author, event, "*", Map.of("capacity", 5)).statusCode(200);
        assertEquals(0, waitingFor("look_again_at", event));

        Api.change(author, event, "*", Map.of("title", "Buy my watches"))
                .statusCode(200)
                .body("moderation_status", is("approved"));

        assertEquals(1, waitingFor("look_again_at", event));
        Api.decide(Api.moderator(), event, "approve", null).statusCode(200);
        assertEquals(0, waitingFor("look_again_at", event));

        Api.change(author, event, "*", Map.of("location_name", "My flat")).statusCode(200);

        assertEquals(1, waitingFor("look_again_at", event));
    }

    @Test
    @DisplayName("R-API-8, F-14: what somebody goes to is cancelled and not deleted, which is told once")
    void what_somebody_knows_is_cancelled() {
        var event = Gathering.by(author);
        var guest = Person.joined();
        Api.attend(guest, event, "interested").statusCode(200);

        Api.callOff(author, event, Api.tagOf(author, event)).statusCode(204);
        Api.callOff(author, event, "\"1.0.0..\"").statusCode(204);

        Api.read(guest, event).body("schedule_status", is("cancelled")).body("my_attendance", is("interested"));
        Api.change(author, event, "*", Map.of("title", "On again"))
                .statusCode(409)
                .body("code", is("event-cancelled"));
        var facts = Told.of(event);
        assertEquals(1, facts.size());
        assertInstanceOf(EventFact.Cancelled.class, facts.getFirst());
    }

    @Test
    void what_nobody_knows_is_gone() {
        var waiting = Gathering.unseenBy(author);
        var approved = Gathering.by(author);

        Api.callOff(author, waiting, "*").statusCode(204);
        Api.callOff(author, approved, "*").statusCode(204);

        Api.read(author, waiting).statusCode(404);
        Api.read(author, approved).statusCode(404);
        Api.callOff(author, approved, "*").statusCode(404);
        assertEquals(List.of(), Told.of(waiting));
        assertInstanceOf(EventFact.Cancelled.class, Told.of(approved).getFirst());
    }

    @Test
    void what_is_still_looked_at_is_told_to_nobody() {
        var waiting = Gathering.unseenBy(author);

        Api.change(author, waiting, "*", Map.of("title", "Harps"))
                .statusCode(200)
                .body("my_attendance", nullValue())
                .body("moderation_status", is("pending"));

        assertEquals(List.of(), Told.of(waiting));
    }

    private static long waitingFor(String column, UUID event) {
        return Database.count(
                "select count(*) from events.events where %s is not null and id = $1".formatted(column), event);
    }
}
