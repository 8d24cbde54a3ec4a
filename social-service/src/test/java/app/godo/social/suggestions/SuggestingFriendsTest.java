package app.godo.social.suggestions;

import static app.godo.social.Club.with;
import static app.godo.social.Phone.ask;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;

@QuarkusTest
@WithTestResource(GodoServers.class)
class SuggestingFriendsTest {

    private final Person anna = Person.joined();
    private final Person ben = Person.joined();
    private final Person carla = Person.joined();

    @Test
    @DisplayName("R-GAP-7: two friends in common or a group make a suggestion, those with the most first")
    void those_with_the_most_in_common_come_first() {
        var near = knownByTwo();
        with(ben, anna);
        with(near, anna);

        suggestions(anna, "")
                .header("Cache-Control", "private, no-store")
                .body("items[0].id", is(near.id().toString()))
                .body("items[0].full_name", is(near.name()))
                .body("items[0].mutual_friends", is(2))
                .body("items[0].shared_groups", is(1));
        assertEquals(List.of(near.id().toString()), suggested(anna));
        var stranger = Person.joined();
        with(stranger, anna);
        assertEquals(List.of(near.id().toString(), stranger.id().toString()), suggested(anna));
        var first = suggestions(anna, "?limit=1").extract();
        suggestions(anna, "?limit=1&cursor=" + first.path("next_cursor"))
                .body("items.id", is(List.of(stranger.id().toString())))
                .body("has_more", is(false));
    }

    @Test
    @DisplayName("R-PRV-7: one friend in common suggests nobody: it would tell whose friend somebody is")
    void one_friend_in_common_is_not_enough() {
        anna.befriend(ben);
        ben.befriend(carla);

        assertEquals(List.of(), suggested(anna));
    }

    @Test
    @DisplayName("R-PRV-4: who switched suggestions off gets none and is none")
    void the_switch_is_off_both_ways() {
        var near = knownByTwo();
        switchOff(near);
        assertEquals(List.of(), suggested(anna));
        assertEquals(List.of(), suggested(near));
    }

    @Test
    @DisplayName("I-11: nobody is suggested across a block, nor who was asked already")
    void neither_the_blocked_nor_the_asked() {
        var near = knownByTwo();
        var other = Person.joined();
        with(other, anna);
        ask(anna, other.id()).statusCode(201);
        near.block(anna);

        assertEquals(List.of(), suggested(anna));
        assertEquals(List.of(), suggested(near));
        assertEquals(List.of(), suggested(other));
    }

    private Person knownByTwo() {
        var near = Person.joined();
        for (var friend : List.of(ben, carla)) {
            anna.befriend(friend);
            friend.befriend(near);
        }
        return near;
    }

    private static void switchOff(Person person) {
        Database.sql("update users.users set friend_suggestions = false where id = $1", person.id());
    }

    private static List<String> suggested(Person person) {
        return suggestions(person, "").extract().path("items.id");
    }

    private static ValidatableResponse suggestions(Person person, String query) {
        return given().auth()
                .oauth2(person.token())
                .get("/api/v1/users/friends/suggestions" + query)
                .then()
                .statusCode(200);
    }
}
