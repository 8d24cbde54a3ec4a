package app.godo.notifications;

import static app.godo.notifications.Told.acceptance;
import static app.godo.notifications.Told.attends;
import static app.godo.notifications.Told.cancellation;
import static app.godo.notifications.Told.event;
import static app.godo.notifications.Told.markRead;
import static app.godo.notifications.Told.notificationsOf;
import static app.godo.notifications.Told.publish;
import static app.godo.notifications.Told.request;
import static app.godo.notifications.Told.swiped;
import static app.godo.notifications.Told.titles;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class TellingPeopleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Person ana = Person.joined();
    private final Person ben = Person.joined();

    @Test
    void who_is_asked_to_be_a_friend_is_told_by_whom() {
        var request = request(ana, ben);

        publish(request);

        await(ben, ana.name() + " wants to be friends");
        notificationsOf(ben)
                .body("items[0].type", is("friend_request"))
                .body("items[0].is_read", is(false))
                .body("items[0].read_at", nullValue())
                .body("items[0].created_at", notNullValue())
                .body("items[0].data.user_id", is(ana.id().toString()))
                .body("items[0].data.friendship_id", is(request.friendshipId().toString()))
                .body("unread_count", is(1));
        assertEquals(List.of(), titles(ana));
    }

    @Test
    void who_had_asked_is_told_of_the_acceptance() {
        publish(acceptance(ana, ben));

        await(ana, ben.name() + " is now your friend");
        notificationsOf(ana).body("items[0].type", is("friend_accepted"));
        assertEquals(List.of(), titles(ben));
    }

    @Test
    @DisplayName("R-NOT-7: a topic that is replayed tells nobody twice")
    void nobody_is_told_twice() {
        var request = request(ana, ben);
        IntStream.range(0, 3).forEach(i -> publish(request));
        var sameAgain = new app.godo.wire.facts.SocialFact.FriendRequested(
                app.godo.wire.time.Ids.next(), request.at(), request.friendshipId(), ana.id(), ben.id());
        publish(sameAgain);
        var last = acceptance(ben, ana);
        publish(last);

        await(ben, ana.name() + " is now your friend");
        assertEquals(List.of(ana.name() + " is now your friend", ana.name() + " wants to be friends"), titles(ben));
        assertEquals(2, Database.count("select count(*) from notifications.deliveries where user_id = $1", ben.id()));
    }

    @Test
    void everyone_who_has_a_cancelled_event_in_their_plans_is_told() {
        var title = "Jazz in the Park " + UUID.randomUUID();
        var event = event(title);
        var told = List.of("going", "interested", "maybe", "right", "up").stream()
                .map(how -> planning(event, how))
                .toList();
        var notTold = List.of("not_going", "down", "left", "nothing").stream()
                .map(how -> planning(event, how))
                .toList();
        var both = planning(event, "going");
        swiped(both, event, "right");

        publish(cancellation(event, title));

        told.forEach(person -> await(person, "Cancelled: " + title));
        await(both, "Cancelled: " + title);
        notificationsOf(told.getFirst()).body("items[0].data.event_id", is(event.toString()));
        assertEquals(1, titles(both).size());
        notTold.forEach(person -> assertEquals(List.of(), titles(person)));
    }

    @Test
    void what_was_read_stays_read() {
        for (var i = 0; i < 5; i++) {
            publish(request(Person.joined(), ben));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> titles(ben).size() == 5);
        var ids = notificationsOf(ben).extract().jsonPath().<String>getList("items.id");

        markRead(ben, "{\"ids\": [\"%s\"]}".formatted(ids.get(0)))
                .statusCode(200)
                .body("unread_count", is(4));
        markRead(ben, "{\"ids\": [\"%s\"]}".formatted(ids.get(0)))
                .statusCode(200)
                .body("unread_count", is(4));
        markRead(ben, "{\"up_to\": \"%s\"}".formatted(ids.get(2)))
                .statusCode(200)
                .body("unread_count", is(1));

        notificationsOf(ben, "?unread=true")
                .body("items.id", equalTo(List.of(ids.get(1))))
                .body("unread_count", is(1));
        markRead(ana, "{\"ids\": [\"%s\"]}".formatted(ids.get(1)))
                .statusCode(200)
                .body("unread_count", is(0));
        notificationsOf(ben).body("unread_count", is(1));
    }

    @Test
    void the_list_comes_in_pages_newest_first() {
        for (var i = 0; i < 7; i++) {
            publish(request(Person.joined(), ben));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> titles(ben).size() == 7);
        var all = notificationsOf(ben).extract().jsonPath().<String>getList("items.id");

        var first = notificationsOf(ben, "?limit=4")
                .body("has_more", is(true))
                .extract()
                .jsonPath();
        var rest = notificationsOf(ben, "?limit=4&cursor=" + first.getString("next_cursor"))
                .body("has_more", is(false))
                .body("next_cursor", nullValue())
                .extract()
                .jsonPath();

        assertEquals(all.subList(0, 4), first.getList("items.id"));
        assertEquals(all.subList(4, 7), rest.getList("items.id"));
        notificationsOf(ana, "?cursor=" + first.getString("next_cursor"))
                .statusCode(400)
                .body("code", is("cursor-mismatch"));
    }

    @Test
    void a_request_that_says_nothing_or_both_is_refused() {
        markRead(ben, "{}").statusCode(422).body("errors[0].pointer", is("/ids"));
        markRead(ben, "{\"ids\": [\"%1$s\"], \"up_to\": \"%1$s\"}".formatted(UUID.randomUUID()))
                .statusCode(422);
        markRead(ben, "{\"ids\": []}").statusCode(422).body("errors[0].pointer", is("/ids"));
        notificationsOf(ben, "?limit=0").statusCode(422).body("errors[0].pointer", is("?limit"));
        io.restassured.RestAssured.get("/api/v1/notifications/").then().statusCode(401);
    }

    private static Person planning(UUID event, String how) {
        var person = Person.joined();
        switch (how) {
            case "nothing" -> {}
            case "right", "up", "down", "left" -> swiped(person, event, how);
            default -> attends(person, event, how);
        }
        return person;
    }

    private static void await(Person person, String title) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(true, titles(person).contains(title), () -> titles(person)
                        .toString()));
    }
}
