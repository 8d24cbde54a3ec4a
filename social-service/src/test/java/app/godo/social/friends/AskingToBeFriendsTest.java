package app.godo.social.friends;

import static app.godo.social.Phone.accept;
import static app.godo.social.Phone.ask;
import static app.godo.social.Phone.asked;
import static app.godo.social.Phone.block;
import static app.godo.social.Phone.cancel;
import static app.godo.social.Phone.friends;
import static app.godo.social.Phone.incoming;
import static app.godo.social.Phone.outgoing;
import static app.godo.social.Phone.requests;
import static app.godo.social.Phone.send;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.facts.SocialFact.FriendAccepted;
import app.godo.wire.facts.SocialFact.FriendRequested;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AskingToBeFriendsTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();

    @Test
    void a_request_waits_with_both_and_is_told() {
        var request = ask(anna, ben.id())
                .statusCode(201)
                .body("user_id", is(ben.id().toString()))
                .body("status", is("pending"))
                .body("created_at", notNullValue())
                .extract()
                .<String>path("id");

        requests(ben, "?direction=incoming")
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .body("items.id", is(List.of(request)))
                .body("items[0].user.id", is(anna.id().toString()))
                .body("items[0].user.full_name", is(anna.name()))
                .body("items[0].user.profile_image_url", nullValue())
                .body("items[0].created_at", notNullValue());
        requests(anna, "?direction=outgoing")
                .body("items.id", is(List.of(request)))
                .body("items[0].user.id", is(ben.id().toString()));
        assertEquals(List.of(), incoming(anna));
        assertEquals(List.of(), outgoing(ben));
        assertEquals(List.of(), friends(anna));
        var told = Topic.await(
                Topics.SOCIAL, FriendRequested.class, fact -> fact.requesterId().equals(anna.id()));
        assertEquals(ben.id(), told.addresseeId());
        assertEquals(request, told.friendshipId().toString());
    }

    @ParameterizedTest
    @CsvSource({"private, false", "friends_only, false", "public, true"})
    @DisplayName("R-FRD-5: asking opens nothing: a name is shown only if it was before")
    void to_ask_somebody_shows_nothing_of_them(String privacyLevel, boolean shown) {
        var other = Person.joined(privacyLevel);
        Database.sql(
                "update users.users set profile_image_url = 'https://img.example.org/a.png' where id = $1", other.id());
        asked(anna, other);

        requests(anna, "?direction=outgoing")
                .body("items[0].user.id", is(other.id().toString()))
                .body("items[0].user.full_name", shown ? is(other.name()) : nullValue())
                .body("items[0].user.profile_image_url", shown ? notNullValue() : nullValue());
        requests(other, "?direction=incoming").body("items[0].user.full_name", is(anna.name()));
    }

    @Test
    void asking_again_answers_the_same_and_is_told_once() {
        var first = ask(anna, ben.id()).statusCode(201).extract().asString();

        ask(anna, ben.id()).statusCode(200).body(equalTo(first));

        assertEquals(1, told());
    }

    @Test
    void asking_back_is_agreeing() {
        var request = asked(anna, ben);

        ask(ben, anna.id())
                .statusCode(201)
                .body("id", is(request))
                .body("user_id", is(anna.id().toString()))
                .body("status", is("accepted"));

        assertEquals(List.of(ben.id().toString()), friends(anna));
        assertEquals(List.of(anna.id().toString()), friends(ben));
        var told = Topic.await(
                Topics.SOCIAL, FriendAccepted.class, fact -> fact.requesterId().equals(anna.id()));
        assertEquals(ben.id(), told.addresseeId());
    }

    @Test
    void friends_need_not_ask() {
        accept(ben, asked(anna, ben)).statusCode(200);

        ask(anna, ben.id()).statusCode(409).body("code", is("already-friends"));
        ask(ben, anna.id()).statusCode(409).body("code", is("already-friends"));
    }

    @Test
    void nobody_asks_themselves() {
        ask(anna, anna.id()).statusCode(422).body("errors[0].pointer", is("/user_id"));
    }

    @Test
    @DisplayName("R-12: unknown, asleep, blocking and blocked people are one and the same: not there")
    void who_cannot_be_asked_is_not_there() {
        var unknown = ask(anna, Ids.next()).statusCode(404).extract().asString();
        var asleep = Person.joined("public");
        Database.sql("update users.users set is_active = false, deactivated_at = now() where id = $1", asleep.id());
        var blocking = Person.joined("public");
        block(blocking, anna.id()).statusCode(204);
        var blocked = Person.joined("public");
        block(anna, blocked.id()).statusCode(204);

        for (var person : List.of(asleep, blocking, blocked)) {
            ask(anna, person.id()).statusCode(404).body(equalTo(unknown));
        }

        assertEquals(0, Database.count("select count(*) from social.friendships where requested_by = $1", anna.id()));
        assertEquals(0, told());
    }

    @Test
    @DisplayName("A-39: at most 20 new requests a day, also when they are taken back")
    void there_is_an_end_of_asking_for_today() {
        for (var i = 0; i < AskToBeFriends.MOST_A_DAY; i++) {
            var request = asked(anna, Person.joined());
            if (i % 2 == 0) {
                cancel(anna, request).statusCode(204);
            }
        }

        ask(anna, ben.id())
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("code", is("too-many-friend-requests"));
        assertEquals(List.of(), incoming(ben));

        Database.sql("update social.request_allowances set day = day - 1 where user_id = $1", anna.id());
        ask(anna, ben.id()).statusCode(201);
    }

    @Test
    @DisplayName("A-39: at most 50 requests wait for others")
    void there_is_an_end_of_waiting() {
        Database.sql("""
                with others as (
                    insert into users.users (id, email)
                    select id, id || '@example.org'
                      from (select gen_random_uuid() as id from generate_series(1, 50)) as made
                    returning id)
                insert into social.friendships (id, low, high, requested_by)
                select gen_random_uuid(), least(id, $1), greatest(id, $1), $1 from others""", anna.id());

        ask(anna, ben.id()).statusCode(429).header("Retry-After", notNullValue());
        cancel(anna, outgoing(anna).getFirst()).statusCode(204);
        ask(anna, ben.id()).statusCode(201);
    }

    @Test
    @DisplayName("A-36: what a client may not say is refused and nothing is written")
    void unknown_fields_are_refused() {
        for (var field : List.of("status", "requested_by", "accepted_at", "id")) {
            send(anna, Map.of("user_id", ben.id(), field, "accepted"))
                    .statusCode(422)
                    .body("code", is("unknown-field"))
                    .body("errors[0].pointer", is("/" + field));
        }
        send(anna, Map.of()).statusCode(422).body("errors[0].pointer", is("/user_id"));
        requests(anna, "?direction=sideways").statusCode(422).body("errors[0].pointer", is("?direction"));

        assertEquals(List.of(), outgoing(anna));
    }

    @Test
    void only_who_is_signed_in_asks() {
        RestAssured.get("/api/v1/users/friends/requests").then().statusCode(401);
        RestAssured.get("/api/v1/users/friends/list").then().statusCode(401);
        RestAssured.post("/api/v1/users/blocks/" + ben.id()).then().statusCode(401);
    }

    private long told() {
        return Topic.facts(Topics.SOCIAL, FriendRequested.class).stream()
                .filter(fact -> fact.requesterId().equals(anna.id()))
                .count();
    }
}
