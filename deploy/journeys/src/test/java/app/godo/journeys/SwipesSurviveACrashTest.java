package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Order(5)
class SwipesSurviveACrashTest {

    private static final int SWIPES = 2_000;
    /** Enough that none of them meets the limit of 100 requests a minute. */
    private static final int PEOPLE = 50;

    private static final int EACH = SWIPES / PEOPLE;
    private static final int PHONES_AT_ONCE = 8;
    private static final Duration BEFORE_TRYING_AGAIN = Duration.ofMillis(500);
    private static final List<String> DIRECTIONS = List.of("right", "up", "down", "left");

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unanswered = new AtomicInteger();

    @Test
    @DisplayName(
            "I-01, D-11: kill -9 of swipe-service amid 2,000 swipes: every one answered 2xx is in the table, the topic and the vector once")
    void no_acknowledged_swipe_is_lost_or_counted_twice() throws Exception {
        var fleet = City.fleet();
        var people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> App.of(fleet.url(), "Swiper " + i))
                .toList();
        var events = Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> City.upcoming(EACH), ids -> ids.size() == EACH);

        var afterTheCrash = new AtomicInteger();
        try (var phones = Executors.newFixedThreadPool(PHONES_AT_ONCE)) {
            var done = people.stream()
                    .map(person -> phones.submit(() -> swipeAll(person, events)))
                    .toList();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > SWIPES / 3);
            fleet.kill(GodoService.SWIPES);
            afterTheCrash.set(SWIPES - acknowledged.size());
            fleet.restart(GodoService.SWIPES);
            for (var phone : done) {
                phone.get();
            }
        }

        assertEquals(SWIPES, acknowledged.size(), "a phone tries until it is told");
        assertTrue(afterTheCrash.get() > SWIPES / 3, "in the middle: " + afterTheCrash);
        assertTrue(unanswered.get() > 0, "the crash was felt");
        var mine = "user_id in (%s)".formatted(ids(people));
        assertEquals(SWIPES, Sql.count("select count(*) from swipes.swipes where " + mine));
        assertEquals(acknowledged, Set.copyOf(Sql.column("select client_swipe_id from swipes.swipes where " + mine)));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Sql.count("select count(*) from swipes.outbox where published_at is null") == 0);
        assertEquals(
                Set.copyOf(Sql.column("select id from swipes.swipes where " + mine)),
                swipesOnTheTopic(fleet.kafka(), people),
                "every row was told, and nothing else");
        for (var person : people) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(EACH, Vectors.swipesLearnt(fleet.redis(), person.id())));
        }
        TimeUnit.SECONDS.sleep(2); // what comes twice would have come by now
        for (var person : people) {
            assertEquals(EACH, Vectors.swipesLearnt(fleet.redis(), person.id()), "no swipe counts twice");
            // ten of each direction, which weigh 4, 3, 2 and -2
            assertEquals(new Vectors.Sum(70, 30, EACH), Vectors.sum(fleet.redis(), person.id()));
        }
    }

    private Void swipeAll(App person, List<String> events) throws InterruptedException {
        for (int i = 0; i < events.size(); i++) {
            var id = UUID.randomUUID().toString();
            var swipe = object().put("event_id", events.get(i))
                    .put("direction", DIRECTIONS.get(i % DIRECTIONS.size()))
                    .put("client_swipe_id", id);
            while (!isTaken(person, swipe)) {
                unanswered.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(BEFORE_TRYING_AGAIN.toMillis());
            }
            acknowledged.add(id);
        }
        return null;
    }

    /** Whether it was answered; what nobody answers, or the gateway with 5xx for want of a service, a phone sends again. */
    private static boolean isTaken(App person, JsonNode swipe) {
        try {
            var answer = person.post("/swipes/", swipe);
            assertTrue(answer.status() / 100 == 2 || answer.status() / 100 == 5, answer.response()::body);
            return answer.status() / 100 == 2;
        } catch (App.NoAnswer broken) {
            return false;
        }
    }

    /** The swipe ids on the topic, told apart from redelivery by the id of their Fact. */
    private static Set<String> swipesOnTheTopic(String kafka, List<App> people) throws Exception {
        var mine = people.stream().map(App::id).collect(Collectors.toSet());
        var swipes = new HashSet<String>();
        var facts = new HashSet<String>();
        for (var record : Records.of(kafka, "swipes"::equals)) {
            var factId = new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
            if (mine.contains(record.key()) && facts.add(factId)) {
                assertTrue(
                        swipes.add(App.JSON
                                .readTree(record.value())
                                .at("/swipe_id")
                                .asText()),
                        "one Fact a swipe");
            }
        }
        return swipes;
    }

    private static String ids(List<App> people) {
        return people.stream().map(person -> "'" + person.id() + "'").collect(Collectors.joining(","));
    }
}
