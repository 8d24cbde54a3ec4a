package app.godo.events.places;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StationsTest {

    private final Stations stations = Stations.read();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Bryant Park,        40.7536, -73.9832, 9.50, 10",
        "Times Square,       40.7580, -73.9855, 8.76, 10",
        "Madison Square Gdn, 40.7505, -73.9934, 7.66, 10",
        "Barclays Center,    40.6826, -73.9754, 6.28, 9",
        "Industry City,      40.6554, -74.0078, 1.46, 6",
        "Randall's Island,   40.7932, -73.9213, 0.00, 1"
    })
    void the_score_is_what_was_worked_out_by_hand(
            String place, double latitude, double longitude, double strength, int score) {
        var point = new Point(latitude, longitude);

        assertEquals(strength, stations.strengthAt(point), 0.006);
        assertEquals(score, stations.scoreAt(point));
    }

    @Test
    void of_no_point_nothing_is_claimed() {
        assertNull(new Places().at(null).transitScore());
    }
}
