package app.godo.notifications;

import static io.restassured.RestAssured.given;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** The words of these tests: what happens elsewhere, and what a person sees of it. */
final class Told {

    static SocialFact.FriendRequested request(Person from, Person to) {
        return new SocialFact.FriendRequested(Ids.next(), Instant.now(), Ids.next(), from.id(), to.id());
    }

    static SocialFact.FriendAccepted acceptance(Person requester, Person addressee) {
        return new SocialFact.FriendAccepted(Ids.next(), Instant.now(), Ids.next(), requester.id(), addressee.id());
    }

    /** An Event that stands in the catalogue. */
    static UUID event(String title) {
        var id = Ids.next();
        Database.sql("""
                insert into events.events (id, title, date_time, location_name, category, source, moderation_status)
                values ($1, $2, now() + interval '3 days', 'Prospect Park', 'music', 'nyc_parks', 'approved')""", id, title);
        return id;
    }

    static EventFact.Cancelled cancellation(UUID event, String title) {
        var now = Instant.now();
        return new EventFact.Cancelled(
                Ids.next(),
                now,
                new EventView(
                        event,
                        title,
                        null,
                        now.plus(3, ChronoUnit.DAYS),
                        null,
                        "America/New_York",
                        false,
                        false,
                        "cancelled",
                        "in_person",
                        "Prospect Park",
                        null,
                        null,
                        null,
                        null,
                        null,
                        "music",
                        List.of(),
                        null,
                        null,
                        "USD",
                        false,
                        false,
                        null,
                        null,
                        0,
                        0,
                        "nyc_parks",
                        null,
                        false,
                        "approved",
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        null,
                        null,
                        2,
                        now,
                        now));
    }

    static void attends(Person person, UUID event, String status) {
        Database.sql(
                "insert into events.attendance (id, event_id, user_id, status) values ($1, $2, $3, $4)",
                Ids.next(),
                event,
                person.id(),
                status);
    }

    static void swiped(Person person, UUID event, String direction) {
        Database.sql("""
                insert into swipes.current_swipes (user_id, event_id, swipe_id, direction, swiped_at)
                values ($1, $2, $3, $4, now())""", person.id(), event, Ids.next(), direction);
    }

    static void publish(app.godo.wire.facts.Fact fact) {
        Topic.publish(fact);
    }

    static ValidatableResponse notificationsOf(Person person) {
        return notificationsOf(person, "");
    }

    static ValidatableResponse notificationsOf(Person person, String query) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/notifications/" + query)
                .then();
    }

    static ValidatableResponse markRead(Person person, String body) {
        return given().auth()
                .oauth2(person.token())
                .contentType("application/json")
                .body(body)
                .post("/api/v1/notifications/mark_read")
                .then();
    }

    static List<String> titles(Person person) {
        JsonPath page = notificationsOf(person).statusCode(200).extract().jsonPath();
        return page.getList("items.title");
    }

    private Told() {}
}
