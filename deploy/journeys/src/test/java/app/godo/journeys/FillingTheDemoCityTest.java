package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What {@code ./godo up} does with the fleet before it says that it is up. */
@Order(2)
class FillingTheDemoCityTest {

    @Test
    void people_move_in_once_and_can_be_signed_in_as() throws Exception {
        var fleet = City.fleet();

        assertEquals("4 people, 3 friendships, 24 swipes", fleet.fillDemoCity());
        assertEquals("as it was", fleet.fillDemoCity(), "a second ./godo up");

        var ada = App.of(fleet.url(), "Somebody Else")
                .post(
                        "/auth/login",
                        object().put("email", "ada@example.org").put("password", "demo walks by the river"))
                .expect(200);
        assertEquals("ada@example.org", ada.at("/user/email").asText());
    }
}
