package app.godo.reco.feed;

import static app.godo.reco.feed.Feeds.deck;
import static app.godo.reco.feed.Feeds.idsIn;
import static app.godo.reco.feed.Feeds.whyOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.reco.Gathering;
import app.godo.wire.events.EventView;
import app.godo.wire.facts.AttendanceFact;
import app.godo.wire.facts.SocialFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class FriendsInAFeedTest {

    private final String place = "Place " + UUID.randomUUID();
    private final Person viewer = Person.joined();
    private EventView event;

    @BeforeEach
    void an_event_that_comes_late_among_others() {
        Gathering.published(IntStream.range(0, 10)
                .mapToObj(i -> Gathering.of(i % 2 == 0 ? "music" : "film").in(place))
                .toArray(Gathering[]::new));
        event = Gathering.of("talks")
                .in(place)
                .starting(Instant.now().plus(Duration.ofDays(12)))
                .published();
        assertTrue(positionIn(deck(viewer, "near", place)) >= 5);
    }

    @Test
    void a_friend_who_shows_that_they_go_raises_the_event_and_is_named() {
        var friend = friend("friends_only");

        goes(friend, "friends");

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertEquals(0, positionIn(deck(viewer, "near", place))));
        var deck = deck(viewer, "near", place);
        var why = whyOf(deck, event.id()).get("friends_going");
        assertEquals(friend.name() + " is going", why.get("text"));
        assertEquals(1, why.get("count"));
        assertEquals(List.of(Map.of("id", friend.id().toString(), "full_name", friend.name())), why.get("friends"));
        assertEquals(1, deck.getInt("items[0].friends_going"));
        assertTrue(positionIn(deck(Person.joined(), "near", place)) >= 5, "a stranger's deck is as it was");
    }

    @Test
    void several_friends_are_counted_and_the_first_is_named() {
        IntStream.range(0, 5).forEach(i -> goes(friend("public"), "public"));

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            var why = whyOf(deck(viewer, "near", place), event.id()).get("friends_going");
            assertEquals(5, why.get("count"));
            assertEquals(3, ((List<?>) why.get("friends")).size());
            assertTrue(why.get("text").toString().endsWith(" and 4 other friends are going"));
        });
    }

    @Test
    @DisplayName("R-PRV-7: attendance that is hidden from the viewer raises nothing, counts nothing, names nobody")
    void hidden_attendance_leaves_no_trace() {
        var before = card(deck(viewer, "near", place), event);
        var other = Gathering.of("comedy").in(place).published();
        goes(friend("friends_only"), "private");
        goes(friend("private"), "friends");
        goes(Person.joined("public"), "public");
        var blocked = friend("public");
        blocked.block(viewer);
        goes(blocked, "public");
        // comes last and can be seen: who sees it has taken in all of the above
        goes(friend("friends_only"), "friends", other);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var deck = deck(viewer, "near", place);
            assertEquals(1, card(deck, other).get("friends_going"));
            assertEquals(0, eventOf(card(deck, event)).get("current_attendees"));
        });
        var after = card(deck(viewer, "near", place), event);
        assertEquals(0, after.get("friends_going"));
        assertEquals(
                before.get("why"), after.get("why"), "four are too few to be counted aloud, and no friend is there");
        assertEquals(scoreOf(before), scoreOf(after), 0.0002);
        assertEquals(eventOf(before), eventOf(after));
        assertEquals(before.keySet(), after.keySet());
    }

    @Test
    @DisplayName("I-13: what turns hidden is gone within five seconds, even when no Fact tells")
    void what_turns_hidden_is_gone_in_time() {
        var friend = friend("friends_only");
        goes(friend, "friends");
        await().untilAsserted(() -> assertEquals(0, positionIn(deck(viewer, "near", place))));

        Database.sql("update users.users set privacy_level = 'private' where id = $1", friend.id());

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertTrue(positionIn(deck(viewer, "near", place)) >= 5));
        assertFalse(deck(viewer, "near", place).prettify().contains(friend.name()));
    }

    @Test
    @DisplayName("I-11: the end of a friendship is felt within a second")
    void the_end_of_a_friendship_is_felt_at_once() {
        var friend = friend("friends_only");
        goes(friend, "friends");
        await().untilAsserted(() -> assertEquals(0, positionIn(deck(viewer, "near", place))));

        friend.block(viewer);
        Topic.publish(new SocialFact.FriendshipEnded(Ids.next(), Instant.now(), Ids.next(), friend.id(), viewer.id()));

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> assertTrue(positionIn(deck(viewer, "near", place)) >= 5));
    }

    @Test
    @DisplayName("I-11: what somebody put in is kept from whom they block, and the other way round")
    void events_of_people_one_has_blocked_or_is_blocked_by_do_not_come() {
        var author = Person.joined("public");
        var theirs = Gathering.of("talks").in(place).by(author.id()).published();
        await().until(() ->
                idsIn(deck(viewer, "near", place)).contains(theirs.id().toString()));
        var other = Person.joined();

        author.block(viewer);
        other.block(author);

        for (var person : List.of(viewer, other)) {
            await().atMost(Duration.ofSeconds(3)).until(() -> !idsIn(deck(person, "near", place))
                    .contains(theirs.id().toString()));
        }
        assertTrue(
                idsIn(deck(Person.joined(), "near", place)).contains(theirs.id().toString()));
    }

    @Test
    @DisplayName("I-11: what somebody puts in after a block is kept from the first moment")
    void what_is_put_in_after_a_block_is_never_seen() {
        var author = Person.joined("public");
        author.block(viewer);
        for (var i = 0; i < 5; i++) {
            var theirs = Gathering.of("talks").in(place).by(author.id()).published();
            assertFalse(
                    idsIn(deck(viewer, "near", place)).contains(theirs.id().toString()), "seen by whom they blocked");
        }

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertEquals(
                        16, idsIn(deck(Person.joined(), "near", place)).size()));
        assertEquals(11, idsIn(deck(viewer, "near", place)).size());
    }

    private Person friend(String privacyLevel) {
        var friend = Person.joined(privacyLevel);
        viewer.befriend(friend);
        befriended(friend);
        return friend;
    }

    private void befriended(Person friend) {
        Topic.publish(new SocialFact.FriendAccepted(Ids.next(), Instant.now(), Ids.next(), viewer.id(), friend.id()));
    }

    private void goes(Person person, String visibility) {
        goes(person, visibility, event);
    }

    private static void goes(Person person, String visibility, EventView event) {
        Database.sql(
                "insert into events.attendance (id, event_id, user_id, status, visibility) values ($1, $2, $3, 'going', $4)",
                Ids.next(),
                event.id(),
                person.id(),
                visibility);
        var seats = Database.sql(
                        "select current_attendees, waitlist_length, attendance_version from events.events where id = $1",
                        event.id())
                .getFirst();
        Topic.publish(new AttendanceFact.Changed(
                Ids.next(),
                Instant.now(),
                event.id(),
                person.id(),
                "going",
                null,
                visibility,
                seats.getInteger(0),
                null,
                seats.getInteger(1),
                seats.getLong(2)));
    }

    private int positionIn(JsonPath deck) {
        return idsIn(deck).indexOf(event.id().toString());
    }

    private static Map<String, Object> card(JsonPath deck, EventView event) {
        Map<String, Object> card = deck.getMap("items.find { it.event.id == '" + event.id() + "' }");
        // its place is a matter of the others, and which card is there to find out a matter of chance
        card.remove("position");
        card.computeIfPresent("why", (field, whys) -> ((List<?>) whys)
                .stream()
                        .filter(why -> !"new_to_you".equals(((Map<?, ?>) why).get("code")))
                        .toList());
        return card;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> eventOf(Map<String, Object> card) {
        return (Map<String, Object>) card.get("event");
    }

    private static double scoreOf(Map<String, Object> card) {
        return ((Number) card.get("score")).doubleValue();
    }
}
