package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.put;
import static app.godo.swipes.Phone.remove;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.swipes.Happening;
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

@QuarkusTest
@WithTestResource(GodoServers.class)
class KeepingTheListsTest {

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({"right, saved", "up, liked", "down, calendar", "left, saved"})
    @DisplayName("I-02: an Event that is put on a list is on that list and no other")
    void an_event_moves(String direction, String to) {
        send(anna, swipe(concert, direction)).statusCode(201);

        put(anna, to, concert).statusCode(204);

        for (var name : new String[] {"calendar", "saved", "liked"}) {
            if (name.equals(to)) {
                list(anna, name).body("items.event.id", contains(concert.id().toString()));
            } else {
                list(anna, name).body("items", empty());
            }
        }
    }

    @Test
    void what_is_put_there_twice_is_swiped_once() {
        put(anna, "saved", concert).statusCode(204);
        put(anna, "saved", concert).statusCode(204);

        assertEquals(1, swipes());
    }

    @Test
    void what_is_taken_off_is_on_no_list_and_not_dealt_again() {
        send(anna, swipe(concert, "up")).statusCode(201);

        remove(anna, "saved", concert).statusCode(204);
        remove(anna, "saved", concert).statusCode(204);

        list(anna, "saved").body("items", empty());
        assertEquals(2, swipes(), "up, and left once");
        assertEquals(1, Database.count("select count(*) from swipes.current_swipes where user_id = $1", anna.id()));
    }

    @Test
    void what_is_on_another_list_stays_there() {
        send(anna, swipe(concert, "right")).statusCode(201);

        remove(anna, "saved", concert).statusCode(204);

        list(anna, "calendar").body("items.event.id", contains(concert.id().toString()));
    }

    @Test
    void what_became_one_is_taken_off_as_one() {
        var twin = Happening.in(Duration.ofDays(1));
        send(anna, swipe(twin, "right")).statusCode(201);
        twin.becomesPartOf(concert);

        remove(anna, "calendar", concert).statusCode(204);

        list(anna, "calendar").body("items", empty());
    }

    @Test
    void what_one_may_not_see_is_on_no_list() {
        put(anna, "saved", Happening.unmoderated()).statusCode(404);
        remove(anna, "saved", Happening.unmoderated()).statusCode(204);

        assertEquals(0, swipes());
        given().put("/api/v1/swipes/saved/" + concert.id()).then().statusCode(401);
        given().delete("/api/v1/swipes/saved/" + concert.id()).then().statusCode(401);
    }

    @Test
    void the_address_of_the_calendar_is_no_event() {
        given().auth()
                .oauth2(anna.token())
                .delete("/api/v1/swipes/calendar/feed")
                .then()
                .statusCode(204);
    }

    private long swipes() {
        return Database.count("select count(*) from swipes.swipes where user_id = $1", anna.id());
    }
}
