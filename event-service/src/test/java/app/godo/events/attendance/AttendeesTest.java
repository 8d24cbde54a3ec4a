package app.godo.events.attendance;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.events.testing.Api;
import app.godo.events.testing.Gathering;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AttendeesTest {

    private final Person viewer = Person.joined();

    @ParameterizedTest(name = "a {0} person who shows it to {1}: friends {2}, strangers {3}")
    @DisplayName("R-ATT-3: who sees whom")
    @CsvSource({
        "private,      private, false, false",
        "private,      friends, false, false",
        "private,      public,  false, false",
        "friends_only, private, false, false",
        "friends_only, friends, true,  false",
        "friends_only, public,  true,  false",
        "public,       private, false, false",
        "public,       friends, true,  false",
        "public,       public,  true,  true"
    })
    void the_stricter_of_two_wills_counts(String privacy, String visibility, boolean friends, boolean strangers) {
        var event = Gathering.open();
        var owner = Person.joined(privacy);
        var friend = Person.joined();
        var friendOfFriend = Person.joined();
        var blocked = Person.joined();
        var blocker = Person.joined();
        owner.befriend(friend);
        friend.befriend(friendOfFriend);
        owner.befriend(blocked);
        owner.block(blocked);
        owner.befriend(blocker);
        blocker.block(owner);
        going(owner, event, visibility).statusCode(200);

        assertEquals(true, sees(owner, event, owner), "self");
        assertEquals(friends, sees(friend, event, owner), "friend");
        assertEquals(strangers, sees(friendOfFriend, event, owner), "friend of a friend");
        assertEquals(strangers, sees(viewer, event, owner), "stranger");
        assertEquals(false, sees(blocked, event, owner), "blocked");
        assertEquals(false, sees(blocker, event, owner), "blocker");
    }

    @Test
    void a_refusal_and_a_place_in_the_queue_are_nobody_elses_business() {
        var event = Gathering.of(1);
        var refusing = Person.joined("public");
        var going = Person.joined("public");
        var waiting = Person.joined("public");
        var curious = Person.joined("public");
        Api.attend(refusing, event, Map.of("status", "not_going", "visibility", "public"));
        going(going, event, "public");
        Api.attend(waiting, event, Map.of("status", "going", "visibility", "public", "join_waitlist", true));
        Api.attend(curious, event, Map.of("status", "interested", "visibility", "public"));

        Api.attendees(viewer, event)
                .statusCode(200)
                .body(
                        "items.user_id",
                        is(List.of(going.id().toString(), curious.id().toString())))
                .body("items.full_name", is(List.of(going.name(), curious.name())))
                .body("items.status", is(List.of("going", "interested")))
                .body("going_count", is(1))
                .body("next_cursor", nullValue())
                .body("has_more", is(false));
    }

    @Test
    @DisplayName("R-PRV-7: the count reveals nobody whom the list does not show")
    void only_the_visible_are_counted() {
        var event = Gathering.open();
        going(Person.joined("private"), event, "public").statusCode(200);
        going(Person.joined("public"), event, "private").statusCode(200);

        Api.attendees(viewer, event).body("items", is(List.of())).body("going_count", is(0));
    }

    @Test
    void pages_hold_everyone_once() {
        var event = Gathering.open();
        var everyone = new HashSet<String>();
        for (var n = 0; n < 7; n++) {
            var person = Person.joined("public");
            everyone.add(person.id().toString());
            Api.attend(person, event, Map.of("status", n < 4 ? "going" : "maybe", "visibility", "public"))
                    .statusCode(200);
        }

        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = page(viewer, event, cursor)
                    .statusCode(200)
                    .body("going_count", is(4))
                    .extract();
            seen.addAll(page.<List<String>>path("items.user_id"));
            cursor = page.path("next_cursor");
            assertEquals(cursor != null, page.<Boolean>path("has_more"));
            assertEquals(cursor != null, page.header("Link") != null);
        } while (cursor != null);

        assertEquals(7, seen.size());
        assertEquals(everyone, new HashSet<>(seen));
    }

    @Test
    void a_cursor_belongs_to_one_list_and_one_person() {
        var event = Gathering.open();
        for (var n = 0; n < 4; n++) {
            going(Person.joined("public"), event, "public").statusCode(200);
        }
        String cursor = page(viewer, event, null).extract().path("next_cursor");

        page(Person.joined(), event, cursor).statusCode(400).body("code", is("cursor-mismatch"));
        page(viewer, Gathering.open(), cursor).statusCode(400).body("code", is("cursor-mismatch"));
        page(viewer, event, "made-up").statusCode(400).body("code", is("cursor-mismatch"));
    }

    @ParameterizedTest
    @CsvSource({"0", "101", "-1"})
    void a_page_has_a_sensible_size(int limit) {
        Api.as(viewer)
                .queryParam("limit", limit)
                .get("/api/v1/events/{id}/attendees", Gathering.open())
                .then()
                .statusCode(422)
                .body("errors[0].pointer", is("?limit"));
    }

    private static ValidatableResponse going(Person person, UUID event, String visibility) {
        return Api.attend(person, event, Map.of("status", "going", "visibility", visibility));
    }

    private static ValidatableResponse page(Person person, UUID event, String cursor) {
        var request = Api.as(person).queryParam("limit", 3);
        return (cursor == null ? request : request.queryParam("cursor", cursor))
                .get("/api/v1/events/{id}/attendees", event)
                .then();
    }

    private static boolean sees(Person person, UUID event, Person owner) {
        return Api.attendees(person, event)
                .statusCode(200)
                .extract()
                .<List<String>>path("items.user_id")
                .contains(owner.id().toString());
    }
}
