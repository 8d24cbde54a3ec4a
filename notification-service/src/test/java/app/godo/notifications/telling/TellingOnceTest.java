package app.godo.notifications.telling;

import static app.godo.notifications.Facts.accept;
import static app.godo.notifications.Facts.again;
import static app.godo.notifications.Facts.attend;
import static app.godo.notifications.Facts.block;
import static app.godo.notifications.Facts.cancel;
import static app.godo.notifications.Facts.countOf;
import static app.godo.notifications.Facts.event;
import static app.godo.notifications.Facts.request;
import static app.godo.notifications.Facts.swipe;
import static app.godo.notifications.Facts.takeBack;
import static app.godo.notifications.Facts.version;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.notifications.Impatient;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(Impatient.class)
class TellingOnceTest {

    private static final Instant SATURDAY = Instant.parse("2031-05-10T23:30:00Z");

    @Test
    void who_is_asked_learns_by_whom() {
        var asker = Person.joined();
        var asked = Person.joined();

        var fact = request(asker, asked);

        told(asked, 1);
        given().auth()
                .oauth2(asked.token())
                .get("/api/v1/notifications/")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].type", is("friend_request"))
                .body("items[0].title", is(asker.name() + " wants to be friends"))
                .body("items[0].data.user_id", is(asker.id().toString()))
                .body("items[0].data.friendship_id", is(fact.friendshipId().toString()))
                .body("items[0].data.link", is("godo://users/" + asker.id()))
                .body("items[0].is_read", is(false))
                .body("items[0].read_at", nullValue())
                .body("items[0].created_at", notNullValue())
                .body("unread_count", is(1));
        assertEquals(0, countOf(asker.id()));
    }

    @Test
    void who_had_asked_learns_that_it_was_accepted() {
        var asker = Person.joined();
        var asked = Person.joined();

        accept(request(asker, asked));

        told(asker, 1);
        given().auth()
                .oauth2(asker.token())
                .get("/api/v1/notifications/")
                .then()
                .body("items[0].type", is("friend_accepted"))
                .body("items[0].title", is(asked.name() + " is now your friend"));
    }

    @Test
    @DisplayName("R-NOT-7: replaying a topic tells nobody twice, not even under new fact ids")
    void a_replay_tells_nothing_anew() {
        var asker = Person.joined();
        var asked = Person.joined();
        var fact = request(asker, asked);
        told(asked, 1);

        Topic.publish(fact);
        Topic.publish(
                new SocialFact.FriendRequested(Ids.next(), fact.at(), fact.friendshipId(), asker.id(), asked.id()));
        var witness = Person.joined();
        request(asker, witness);
        told(witness, 1);

        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(2))
                .until(() -> countOf(asked.id()) == 1);
        assertEquals(1, Database.count("select count(*) from notifications.deliveries where user_id = $1", asked.id()));
    }

    @Test
    @DisplayName("R-NOT-7: who may ask again after a refusal is told of again")
    void another_day_is_another_request() {
        var asker = Person.joined();
        var asked = Person.joined();
        var first = request(asker, asked, Instant.now().minus(Duration.ofDays(31)));
        told(asked, 1);

        again(first, Instant.now());

        told(asked, 2);
    }

    @Test
    @DisplayName(
            "R-NOT-7: who asks, takes it back and asks again is told of once a day, and points to the request there is")
    void asking_over_and_over_is_told_once() {
        var asker = Person.joined("public"); // whose name is known when the request is long gone
        var asked = Person.joined();
        var now = Instant.parse("2031-05-10T12:00:00Z");
        for (var i = 0; i < 5; i++) {
            takeBack(request(asker, asked, now.plusSeconds(i)));
        }
        var last = request(asker, asked, now.plusSeconds(60));

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> notifications(asked)
                .body("items", hasSize(1))
                .body("unread_count", is(1))
                .body("items[0].data.friendship_id", is(last.friendshipId().toString())));
        assertEquals(1, countOf(asked.id()));
        assertEquals(1, Database.count("select count(*) from notifications.deliveries where user_id = $1", asked.id()));
    }

    @Test
    @DisplayName("R-NOT-7: a request that is taken back takes its notification with it, also when all is told again")
    void a_request_taken_back_is_withdrawn() {
        var asker = Person.joined();
        var asked = Person.joined();
        var fact = request(asker, asked);
        told(asked, 1);

        var gone = takeBack(fact);

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> notifications(asked)
                .body("items", hasSize(0))
                .body("unread_count", is(0)));
        // as a replay from offset 0 would, with markers that are long forgotten
        Topic.publishAll(List.of(
                new SocialFact.FriendRequested(Ids.next(), fact.at(), fact.friendshipId(), asker.id(), asked.id()),
                new SocialFact.RequestWithdrawn(Ids.next(), gone.at(), gone.friendshipId(), asker.id(), asked.id())));
        witnessed();
        notifications(asked).body("items", hasSize(0)).body("unread_count", is(0));
        assertEquals(1, countOf(asked.id()));
    }

    @Test
    void the_end_of_an_older_request_leaves_the_newer_one() {
        var asker = Person.joined();
        var asked = Person.joined();
        var older = request(asker, asked);
        var gone = takeBack(older);
        var newer = request(asker, asked);
        told(asked, 1);

        Topic.publish(
                new SocialFact.RequestWithdrawn(Ids.next(), gone.at(), older.friendshipId(), asker.id(), asked.id()));

        witnessed();
        notifications(asked)
                .body("items", hasSize(1))
                .body("items[0].data.friendship_id", is(newer.friendshipId().toString()));
    }

    @Test
    @DisplayName("I-11: a block takes with it what either was told of the other")
    void a_block_withdraws_both_ways() {
        var asker = Person.joined();
        var asked = Person.joined();
        accept(request(asker, asked));
        told(asker, 1);
        told(asked, 1);

        block(asked, asker);

        for (var person : List.of(asker, asked)) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> notifications(person)
                    .body("items", hasSize(0)));
        }
    }

    @Test
    @DisplayName("R-NOT-7: what is planned anew and cancelled anew is told anew")
    void a_second_cancellation_is_told() {
        var event = event("Jazz under the Trees", SATURDAY);
        var person = Person.joined();
        attend(person, event, "going");
        cancel(event);
        told(person, 1);

        cancel(version(3, event));
        cancel(version(3, event));

        told(person, 2);
        witnessed();
        assertEquals(2, countOf(person.id()));
    }

    @Test
    @DisplayName("R-SEC-2: nothing is said of somebody who was blocked in the meantime")
    void the_blocked_are_not_told_of() {
        var asker = Person.joined("public");
        var asked = Person.joined();
        asked.block(asker);

        Topic.publish(new SocialFact.FriendRequested(Ids.next(), Instant.now(), Ids.next(), asker.id(), asked.id()));
        var witness = Person.joined();
        request(asker, witness);
        told(witness, 1);

        assertEquals(0, countOf(asked.id()));
    }

    @Test
    void someone_who_has_left_meanwhile_stops_nobody() {
        var asker = Person.joined();
        var left = Person.joined();
        Database.sql("delete from users.users where id = $1", left.id());

        Topic.publish(new SocialFact.FriendRequested(Ids.next(), Instant.now(), Ids.next(), asker.id(), left.id()));
        var witness = Person.joined();
        request(asker, witness);

        told(witness, 1);
        assertEquals(0, countOf(left.id()));
    }

    @Test
    void everyone_who_had_an_event_in_their_plans_learns_that_it_is_cancelled() {
        var event = event("Jazz under the Trees", SATURDAY);
        var planning = Stream.of("interested", "going", "maybe", "waitlisted")
                .map(status -> {
                    var person = Person.joined();
                    attend(person, event, status);
                    return person;
                })
                .toList();
        var liked = List.of(Person.joined(), Person.joined());
        swipe(liked.get(0), event, "right");
        swipe(liked.get(1), event, "up");
        var both = Person.joined();
        attend(both, event, "going");
        swipe(both, event, "right");
        var declined = Person.joined();
        attend(declined, event, "not_going");
        swipe(declined, event, "right");
        var disliked = Person.joined();
        swipe(disliked, event, "left");

        var fact = cancel(event);
        Stream.concat(planning.stream(), liked.stream()).forEach(person -> told(person, 1));
        told(both, 1);
        Topic.publish(fact);
        cancel(event);
        var witness = Person.joined();
        var other = event("Something else", SATURDAY);
        attend(witness, other, "going");
        cancel(other);
        told(witness, 1);

        assertEquals(0, countOf(declined.id()));
        assertEquals(0, countOf(disliked.id()));
        assertEquals(1, countOf(both.id()));
        given().auth()
                .oauth2(both.token())
                .get("/api/v1/notifications/")
                .then()
                .body("items[0].type", is("event_cancelled"))
                .body("items[0].title", is("Cancelled: Jazz under the Trees"))
                .body("items[0].message", is("It was planned for Saturday, May 10 at Prospect Park."))
                .body("items[0].data.event_id", is(event.id().toString()))
                .body("items[0].data.link", is("godo://events/" + event.id()));
    }

    @Test
    void a_cancellation_of_what_is_over_is_told_to_nobody() {
        var event = event("Long ago", Instant.now().minus(Duration.ofDays(2)));
        var person = Person.joined();
        attend(person, event, "going");
        var later = event("Later", SATURDAY);
        attend(person, later, "going");

        cancel(event);
        cancel(later);

        told(person, 1);
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(2))
                .until(() -> countOf(person.id()) == 1);
    }

    @Test
    @DisplayName("R-NOT-2: what is pushed holds ids and a link, and little of it")
    void data_is_ids_and_a_link() {
        var asked = Person.joined();
        request(Person.joined(), asked);
        told(asked, 1);

        var data = Database.sql("select data::text from notifications.notifications where user_id = $1", asked.id())
                .getFirst()
                .getString(0);

        assertTrue(data.length() < 2048);
        assertTrue(!data.contains("Test Person"), data);
    }

    /** What was published before has been taken by now: requests and Events have one line each. */
    private static void witnessed() {
        for (var i = 0; i < 12; i++) {
            var witness = Person.joined();
            request(Person.joined(), witness);
            told(witness, 1);
        }
    }

    private static ValidatableResponse notifications(Person person) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/notifications/")
                .then()
                .statusCode(200);
    }

    private static void told(Person person, int times) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> countOf(person.id()) == times);
    }
}
