package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

@Order(4)
class TakingASwipeBackTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    @DisplayName("F-05: who swipes and takes it back has the lists and the vector of somebody who never swiped it")
    void a_swipe_leaves_no_trace() {
        var fleet = City.fleet();
        var ana = App.of(fleet.url(), "Ana Undoing");
        var twin = App.of(fleet.url(), "Ana Twin");
        List<String> events =
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> City.upcoming(4), ids -> ids.size() == 4);
        for (var person : List.of(ana, twin)) {
            swiped(person, swipe(events.get(0), "right"));
            swiped(person, swipe(events.get(1), "left"));
        }
        var again = swiped(ana, swipe(events.get(1), "right"));
        var other = swiped(ana, swipe(events.get(2), "up"));
        Awaitility.await().atMost(SOON).until(() -> 3 == Vectors.swipesLearnt(fleet.redis(), ana.id()));

        for (var id : List.of(other, again)) {
            ana.post("/swipes/%s/undo".formatted(id), null).expect(200);
        }
        var early = swipe(events.get(3), "down");
        ana.post(
                        "/swipes/%s/undo?early=true"
                                .formatted(early.at("/client_swipe_id").asText()),
                        null)
                .expect(202);
        swiped(ana, early);

        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertEquals(2, Vectors.swipesLearnt(fleet.redis(), ana.id()));
            assertEquals(Vectors.sum(fleet.redis(), twin.id()), Vectors.sum(fleet.redis(), ana.id()));
        });
        for (var list : List.of("calendar", "saved", "liked")) {
            assertEquals(onList(twin, list), onList(ana, list), list);
        }
        assertTrue(
                ana.get("/events/" + events.get(2)).expect(200).at("/my_swipe").isNull());
    }

    private static ObjectNode swipe(String event, String direction) {
        return object().put("event_id", event)
                .put("direction", direction)
                .put("client_swipe_id", UUID.randomUUID().toString());
    }

    private static String swiped(App person, JsonNode swipe) {
        return person.post("/swipes/", swipe).expect(201).at("/id").asText();
    }

    private static List<String> onList(App person, String list) {
        var items = person.get("/swipes/" + list).expect(200).at("/items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.at("/event/id").asText())
                .toList();
    }
}
