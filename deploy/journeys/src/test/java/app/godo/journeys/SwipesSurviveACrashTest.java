package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.local.GodoService;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Order(4)
class SwipesSurviveACrashTest {

    private static final int SWIPES = 2_000;
    /** Enough that none of them meets the limit of 100 requests a minute. */
    private static final int PEOPLE = 25;

    private static final int PHONES_AT_ONCE = 8;
    private static final List<String> DIRECTIONS = List.of("right", "up", "down", "left");

    /** A swipe as the phone remembers it. */
    private record Sent(App person, String clientId, String event, String direction) {}

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
                .until(
                        () -> Sql.column(
                                "select id from events.events where date_time > now() limit " + SWIPES / PEOPLE),
                        ids -> ids.size() == SWIPES / PEOPLE);
        var acknowledged = ConcurrentHashMap.<Sent>newKeySet();
        var unanswered = ConcurrentHashMap.<Sent>newKeySet();
        var done = new AtomicInteger();

        try (var phones = Executors.newFixedThreadPool(PHONES_AT_ONCE)) {
            for (var person : people) {
                phones.submit(() -> {
                    for (var i = 0; i < events.size(); i++) {
                        var sent = new Sent(person, UUID.randomUUID().toString(), events.get(i), DIRECTIONS.get(i % 4));
                        (send(sent) ? acknowledged : unanswered).add(sent);
                        done.incrementAndGet();
                    }
                });
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> done.get() > SWIPES / 3);
            fleet.kill(GodoService.SWIPES);
            fleet.restart(GodoService.SWIPES);
        }

        assertTrue(acknowledged.size() > SWIPES / 3, "some were acknowledged: " + acknowledged.size());
        assertTrue(!unanswered.isEmpty(), "the crash was felt");
        var inTable = Set.copyOf(
                Sql.column("select client_swipe_id from swipes.swipes where user_id in (%s)".formatted(ids(people))));
        var rows = Sql.count("select count(*) from swipes.swipes where user_id in (%s)".formatted(ids(people)));
        assertEquals(inTable.size(), rows, "each once");
        acknowledged.forEach(sent -> assertTrue(inTable.contains(sent.clientId()), "in the table: " + sent.clientId()));
        var allowed = new HashSet<String>();
        acknowledged.forEach(sent -> allowed.add(sent.clientId()));
        unanswered.forEach(sent -> allowed.add(sent.clientId()));
        assertTrue(allowed.containsAll(inTable), "nothing that nobody sent");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Sql.count("select count(*) from swipes.outbox where published_at is null") == 0);
        var swipeIds =
                Set.copyOf(Sql.column("select id from swipes.swipes where user_id in (%s)".formatted(ids(people))));
        assertEquals(swipeIds, swipesOnTheTopic(fleet.kafka(), people), "every row was told, and nothing else");
        for (var person : people) {
            var expected = Sql.count("select count(*) from swipes.swipes where user_id = '%s'".formatted(person.id()));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertEquals(expected, Vectors.swipesLearnt(fleet.redis(), person.id())));
        }
    }

    private static boolean send(Sent sent) {
        var swipe = object().put("event_id", sent.event())
                .put("direction", sent.direction())
                .put("client_swipe_id", sent.clientId());
        try {
            return sent.person().post("/swipes/", swipe).status() / 100 == 2;
        } catch (App.NoAnswer broken) {
            return false;
        }
    }

    /** The swipe ids on the topic, told apart from redelivery by the id of their Fact. */
    private static Set<String> swipesOnTheTopic(String kafka, List<App> people) throws Exception {
        var mine = people.stream().map(App::id).collect(Collectors.toSet());
        var swipes = new HashSet<String>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka, "enable.auto.commit", "false", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("swipes").stream()
                    .map(one -> new TopicPartition("swipes", one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var facts = new HashSet<String>();
            for (var quiet = 0; quiet < 5; ) {
                var records = consumer.poll(Duration.ofMillis(300));
                quiet = records.isEmpty() ? quiet + 1 : 0;
                for (var record : records) {
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
            }
        }
        return swipes;
    }

    private static String ids(List<App> people) {
        return people.stream().map(person -> "'" + person.id() + "'").collect(Collectors.joining(","));
    }
}
