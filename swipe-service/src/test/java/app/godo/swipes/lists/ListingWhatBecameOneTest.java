package app.godo.swipes.lists;

import static app.godo.swipes.Phone.list;
import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.swipe;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import app.godo.swipes.Happening;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ListingWhatBecameOneTest {

    private final Person anna = Person.joined();
    private final Happening twin = Happening.in(Duration.ofDays(1));
    private final Happening concert = Happening.in(Duration.ofDays(1));

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "right, up, calendar",
        "up, right, calendar",
        "up, down, saved",
        "down, up, saved",
        "down, left, liked",
        "left, down, liked",
        "right, left, calendar",
        "right, right, calendar",
    })
    @DisplayName("F-14: of two swipes on what became one Event the stronger counts")
    void the_stronger_swipe_counts(String onTwin, String onConcert, String where) {
        send(anna, swipe(twin, onTwin));
        send(anna, swipe(concert, onConcert));

        twin.becomesPartOf(concert);

        for (var name : new String[] {"calendar", "saved", "liked"}) {
            list(anna, name).statusCode(200).body("items", hasSize(name.equals(where) ? 1 : 0));
        }
        list(anna, where).body("items.event.id", contains(concert.id().toString()));
    }

    @Test
    void who_swiped_only_what_is_gone_finds_what_stands_for_it() {
        send(anna, swipe(twin, "up"));
        concert.attendedBy(anna, "going");

        twin.becomesPartOf(concert);

        list(anna, "saved")
                .body("items.event.id", contains(concert.id().toString()))
                .body("items[0].event.my_swipe", is("up"))
                .body("items[0].event.my_attendance", is("going"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twin", "concert"})
    @DisplayName("R-SWP-4: what is said of what became one Event holds for all of it")
    void the_latest_word_can_take_back_a_stronger_one(String swiped) {
        send(anna, swipe(twin, "right"));
        send(anna, swipe(concert, "right"));
        twin.becomesPartOf(concert);

        send(anna, swipe(swiped.equals("twin") ? twin : concert, "left")).statusCode(201);

        list(anna, "calendar").body("items", empty());
    }

    @Test
    void what_others_swiped_changes_nothing() {
        var ben = Person.joined();
        send(anna, swipe(twin, "up"));
        send(ben, swipe(concert, "right"));
        twin.becomesPartOf(concert);

        send(ben, swipe(concert, "left")).statusCode(201);

        list(anna, "saved").body("items", hasSize(1));
        list(ben, "calendar").body("items", empty());
    }
}
