package app.godo.social.friends;

import static app.godo.social.Phone.accept;
import static app.godo.social.Phone.ask;
import static app.godo.social.Phone.asked;
import static app.godo.social.Phone.block;
import static app.godo.social.Phone.end;
import static app.godo.social.Phone.friendList;
import static app.godo.social.Phone.friends;
import static app.godo.social.Phone.incoming;
import static app.godo.social.Phone.outgoing;
import static app.godo.social.Phone.unblock;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.facts.SocialFact.Blocked;
import app.godo.wire.facts.SocialFact.FriendshipEnded;
import app.godo.wire.facts.SocialFact.Unblocked;
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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class BeingFriendsTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();

    @Test
    void a_friend_has_a_name_and_no_more_than_that() {
        befriended(anna, ben);

        friendList(anna, "")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items[0].id", is(ben.id().toString()))
                .body("items[0].full_name", is(ben.name()))
                .body("items[0].since", notNullValue())
                .body("items[0]", not(hasKey("email")));
    }

    @Test
    void friends_come_in_pages_newest_first() {
        var others = Stream.generate(Person::joined).limit(7).toList();
        others.forEach(other -> {
            anna.befriend(other);
            Database.sql(
                    "update social.friendships set accepted_at = '2026-01-01' where $1 in (low, high)", other.id());
        });
        befriended(anna, ben);

        var seen = new ArrayList<String>();
        var page = friendList(anna, "?limit=3").extract().jsonPath();
        assertEquals(ben.id().toString(), page.getString("items[0].id"));
        while (page.getBoolean("has_more")) {
            seen.addAll(page.getList("items.id"));
            page = friendList(anna, "?limit=3&cursor=" + page.getString("next_cursor"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
        }
        seen.addAll(page.getList("items.id"));

        assertEquals(8, seen.size());
        assertEquals(8, seen.stream().distinct().count());
    }

    @Test
    void a_cursor_is_one_person_s() {
        anna.befriend(ben);
        anna.befriend(Person.joined());
        var cursor = friendList(anna, "?limit=1").extract().<String>path("next_cursor");

        friendList(ben, "?cursor=" + cursor).statusCode(400).body("code", is("cursor-mismatch"));
    }

    @Test
    void a_friendship_ends_for_both_and_is_told() {
        var request = befriended(anna, ben);

        end(ben, anna).statusCode(204);

        assertEquals(List.of(), friends(anna));
        assertEquals(List.of(), friends(ben));
        var told = Topic.await(Topics.SOCIAL, FriendshipEnded.class, fact -> fact.friendshipId()
                .toString()
                .equals(request));
        assertEquals(ben.id(), told.userId());
        assertEquals(anna.id(), told.otherId());
        end(ben, anna).statusCode(404);
        ask(anna, ben.id()).statusCode(201).body("status", is("pending"));
    }

    @Test
    @DisplayName("A-34: a stranger ends nobody's friendship, and a request is no friendship to end")
    void only_friends_end_a_friendship() {
        befriended(anna, ben);
        var carla = Person.joined();
        asked(carla, anna);

        end(carla, ben).statusCode(404);
        end(carla, anna).statusCode(404);
        end(anna, carla).statusCode(404);

        assertEquals(List.of(ben.id().toString()), friends(anna));
        assertEquals(1, incoming(anna).size());
    }

    @Test
    void a_block_ends_the_friendship_for_both() {
        var request = befriended(anna, ben);

        block(ben, anna.id()).statusCode(204);
        block(ben, anna.id()).statusCode(204);

        assertEquals(List.of(), friends(anna));
        assertEquals(List.of(), friends(ben));
        var told = Topic.facts(Topics.SOCIAL, FriendshipEnded.class).stream()
                .filter(fact -> fact.friendshipId().toString().equals(request))
                .toList();
        assertEquals(1, told.size());
        assertEquals(ben.id(), told.getFirst().userId());
    }

    @Test
    void a_block_ends_requests_both_ways() {
        asked(anna, ben);
        block(ben, anna.id()).statusCode(204);
        assertEquals(List.of(), outgoing(anna));
        assertEquals(List.of(), incoming(ben));

        var carla = Person.joined();
        asked(carla, anna);
        block(carla, anna.id()).statusCode(204);
        assertEquals(List.of(), outgoing(carla));
        assertEquals(List.of(), incoming(anna));
    }

    @Test
    void a_block_hides_both_ways_until_it_is_taken_back() {
        block(anna, ben.id()).statusCode(204);
        ask(anna, ben.id()).statusCode(404);
        ask(ben, anna.id()).statusCode(404);
        block(ben, anna.id()).statusCode(204);

        unblock(anna, ben).statusCode(204);
        ask(anna, ben.id()).statusCode(404);
        unblock(ben, anna).statusCode(204);
        unblock(ben, anna).statusCode(204);

        ask(anna, ben.id()).statusCode(201);
    }

    @Test
    @DisplayName("I-11: every block and its end is told once, between strangers too")
    void blocks_are_told() {
        block(anna, ben.id()).statusCode(204);
        block(anna, ben.id()).statusCode(204);
        unblock(ben, anna).statusCode(204);
        unblock(anna, ben).statusCode(204);
        unblock(anna, ben).statusCode(204);

        assertEquals(
                List.of(ben.id()),
                Topic.facts(Topics.SOCIAL, Blocked.class).stream()
                        .filter(fact -> fact.userId().equals(anna.id()))
                        .map(Blocked::otherId)
                        .toList());
        assertEquals(
                List.of(ben.id()),
                Topic.facts(Topics.SOCIAL, Unblocked.class).stream()
                        .filter(fact -> fact.userId().equals(anna.id()))
                        .map(Unblocked::otherId)
                        .toList());
        assertEquals(
                0,
                Topic.facts(Topics.SOCIAL, Unblocked.class).stream()
                        .filter(fact -> fact.userId().equals(ben.id()))
                        .count());
    }

    @Test
    void who_is_blocked_cannot_lift_it() {
        block(anna, ben.id()).statusCode(204);

        unblock(ben, anna).statusCode(204);

        ask(ben, anna.id()).statusCode(404);
    }

    @Test
    void one_blocks_neither_oneself_nor_nobody() {
        block(anna, anna.id()).statusCode(422);
        block(anna, Ids.next()).statusCode(404);
    }

    private static String befriended(Person one, Person other) {
        var request = asked(one, other);
        accept(other, request).statusCode(200);
        return request;
    }
}
