package app.godo.swipes.swiping;

import static app.godo.swipes.Phone.send;
import static app.godo.swipes.Phone.sendBatch;
import static app.godo.swipes.Phone.swipe;
import static app.godo.swipes.Phone.with;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.swipes.Happening;
import app.godo.wire.facts.SwipeFact;
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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@QuarkusTest
@WithTestResource(GodoServers.class)
class RecordingABatchTest {

    private final Person anna = Person.joined();
    private final Happening concert = Happening.in(Duration.ofDays(1));

    @Test
    void each_swipe_is_acknowledged_on_its_own() {
        var before = swipe(Happening.in(Duration.ofDays(2)), "up");
        sendBatch(anna, List.of(before)).statusCode(200).body("results[0].status", is("recorded"));
        var unknown = with(swipe(concert, "left"), "event_id", Ids.next());
        var old = swipe(concert, "left", Instant.now().minus(Duration.ofDays(40)));
        var fresh = swipe(concert, "right");

        sendBatch(anna, List.of(unknown, before, old, fresh, with(fresh, "direction", "down")))
                .statusCode(200)
                .body("results.status", is(List.of("rejected", "duplicate", "rejected", "recorded", "duplicate")))
                .body("results.client_swipe_id", is(List.of(id(unknown), id(before), id(old), id(fresh), id(fresh))))
                .body("results[0].problem.status", is(404))
                .body("results[0].problem.code", is("not-found"))
                .body("results[0].id", nullValue())
                .body("results[2].problem.status", is(422))
                .body("results[2].problem.code", is("swiped-at-too-old"))
                .body("results[2].problem.errors[0].pointer", is("/swipes/2/swiped_at"))
                .body("results[3].id", notNullValue())
                .body("results[3].problem", nullValue());

        var kept =
                Database.sql("select direction from swipes.swipes where user_id = $1 order by id", anna.id()).stream()
                        .map(row -> row.getString(0))
                        .toList();
        assertEquals(List.of("up", "right"), kept);
    }

    @Test
    void a_batch_has_one_to_a_hundred_swipes() {
        sendBatch(anna, List.of()).statusCode(422).body("errors[0].pointer", is("/swipes"));
        sendBatch(anna, swipes(101)).statusCode(422).body("errors[0].pointer", is("/swipes"));
        assertEquals(0, kept());

        sendBatch(anna, swipes(100)).statusCode(200).body("results", hasSize(100));

        assertEquals(100, kept());
    }

    @Test
    @DisplayName(
            "R-SWP-4: what cannot be read in a batch is rejected by itself and says where, and the others are kept")
    void one_bad_swipe_does_not_hold_up_the_others() {
        var swipes = swipes(2);
        var bad = swipe(concert, "right");
        var batch = new ArrayList<Object>(List.of(
                swipes.get(0),
                with(bad, "direction", "sideways"),
                with(bad, "position", -1),
                with(bad, "event_id", "no uuid"),
                with(bad, "client_swipe_id", "no uuid either"),
                with(bad, "user_id", UUID.randomUUID()),
                with(bad, "swiped_at", "yesterday"),
                Map.of("client_swipe_id", bad.get("client_swipe_id")),
                "no swipe at all",
                swipes.get(1)));
        batch.add(null);

        sendBatch(anna, batch)
                .statusCode(200)
                .body(
                        "results.status",
                        is(List.of(
                                "recorded",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "rejected",
                                "recorded",
                                "rejected")))
                .body("results[1].problem.status", is(422))
                .body("results[1].problem.code", is("invalid-request"))
                .body("results[1].problem.errors[0].pointer", is("/swipes/1/direction"))
                .body("results[2].problem.errors[0].pointer", is("/swipes/2/position"))
                .body("results[3].problem.errors[0].pointer", is("/swipes/3/event_id"))
                .body("results[3].client_swipe_id", is(id(bad)))
                .body("results[4].problem.errors[0].pointer", is("/swipes/4/client_swipe_id"))
                .body("results[4].client_swipe_id", nullValue())
                .body("results[5].problem.code", is("unknown-field"))
                .body("results[5].problem.errors[0].pointer", is("/swipes/5/user_id"))
                .body("results[6].problem.errors[0].pointer", is("/swipes/6/swiped_at"))
                .body("results[7].problem.errors.pointer", is(List.of("/swipes/7/direction", "/swipes/7/event_id")))
                .body("results[8].problem.errors[0].pointer", is("/swipes/8"))
                .body("results[10].problem.errors[0].pointer", is("/swipes/10"));

        assertEquals(2, kept());
    }

    @Test
    void a_batch_of_nothing_but_bad_swipes_is_answered_all_the_same() {
        sendBatch(anna, List.of(Map.of(), 7))
                .statusCode(200)
                .body("results.status", is(List.of("rejected", "rejected")));
    }

    @Test
    void what_is_no_batch_is_refused_as_a_whole() {
        send(anna, Map.of("swipes", "right")).statusCode(422).body("errors[0].pointer", is("/swipes"));
        send(anna, Map.of("swipes", swipe(concert, "right"))).statusCode(422).body("errors[0].pointer", is("/swipes"));
        send(anna, Map.of("swipes", swipes(1), "user_id", anna.id()))
                .statusCode(422)
                .body("code", is("unknown-field"));

        assertEquals(0, kept());
    }

    @Test
    @DisplayName("R-SWP-4: a batch sent many times at once, in any order, is kept once and told once")
    void a_batch_sent_again_interleaved_counts_once() {
        var forwards = swipes(60);
        var backwards = forwards.reversed();

        Map<String, Long> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = IntStream.range(0, 8)
                    .mapToObj(i -> i % 2 == 0 ? forwards : backwards)
                    .map(batch -> CompletableFuture.supplyAsync(() -> statuses(batch), threads))
                    .toList()
                    .stream()
                    .flatMap(answer -> answer.join().stream())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        }

        assertEquals(Map.of("recorded", 60L, "duplicate", 7 * 60L), statuses);
        var told = Topic.facts(Topics.SWIPES, SwipeFact.Recorded.class).stream()
                .filter(fact -> fact.userId().equals(anna.id()))
                .map(SwipeFact.Recorded::swipeId)
                .toList();
        assertEquals(60, told.size());
        assertEquals(60, told.stream().distinct().count());
        assertEquals(60, Database.count("select count(*) from swipes.current_swipes where user_id = $1", anna.id()));
    }

    private List<String> statuses(List<Map<String, Object>> batch) {
        return sendBatch(anna, batch).statusCode(200).extract().path("results.status");
    }

    private long kept() {
        return Database.count("select count(*) from swipes.swipes where user_id = $1", anna.id());
    }

    private static List<Map<String, Object>> swipes(int count) {
        return Happening.many(count).map(event -> swipe(event, "right")).toList();
    }

    private static String id(Map<String, Object> swipe) {
        return swipe.get("client_swipe_id").toString();
    }
}
