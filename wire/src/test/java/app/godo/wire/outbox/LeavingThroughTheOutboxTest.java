package app.godo.wire.outbox;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class LeavingThroughTheOutboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    Outbox outbox;

    @Inject
    FactPublisher publisher;

    @Inject
    OutboxConfig config;

    @Inject
    OutboxWakeUp wakeUp;

    @Inject
    MeterRegistry meters;

    @Test
    void a_fact_arrives_as_a_cloud_event_in_binary_mode() {
        var fact = swipeOf(Person.joined().id());

        transactions.asCaller(fact.userId(), () -> outbox.append(fact)).await().atMost(PATIENCE);

        Topic.await(Topics.SWIPES, SwipeFact.Recorded.class, fact::equals);
        var record = Topic.all(Topics.SWIPES).stream()
                .filter(one -> fact.factId().toString().equals(CloudEvents.text(one.headers(), CloudEvents.ID)))
                .findFirst()
                .orElseThrow();
        assertEquals(fact.userId().toString(), record.key());
        assertEquals("1.0", CloudEvents.text(record.headers(), "ce_specversion"));
        assertEquals("/wire", CloudEvents.text(record.headers(), "ce_source"));
        assertEquals("app.godo.swipe.recorded.v1", CloudEvents.text(record.headers(), "ce_type"));
        assertEquals(fact.userId().toString(), CloudEvents.text(record.headers(), "ce_subject"));
        assertEquals("application/json", CloudEvents.text(record.headers(), "content-type"));
        var time = Instant.parse(CloudEvents.text(record.headers(), "ce_time"));
        assertTrue(Duration.between(fact.at(), time).abs().toNanos() <= 1_000, "to the microsecond: " + time);
        assertNull(CloudEvents.text(record.headers(), "traceparent"));
    }

    @Test
    void a_fact_says_which_request_it_came_from() {
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var id = given().header("traceparent", trace)
                .post("/api/v1/telling/" + Person.joined().id())
                .then()
                .statusCode(200)
                .extract()
                .asString();

        Topic.await(Topics.SWIPES, SwipeFact.Recorded.class, fact -> fact.factId()
                .toString()
                .equals(id));
        var record = Topic.all(Topics.SWIPES).stream()
                .filter(one -> id.equals(CloudEvents.text(one.headers(), CloudEvents.ID)))
                .findFirst()
                .orElseThrow();
        assertEquals(trace, CloudEvents.text(record.headers(), "traceparent"));
    }

    @Test
    @DisplayName("I-19: what is rolled back is never told")
    void nothing_leaves_a_transaction_that_failed() {
        var told = swipeOf(Person.joined().id());
        var neverTold = swipeOf(told.userId());

        var failed = transactions.asCaller(told.userId(), () -> outbox.append(neverTold)
                .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("after the append"))));

        assertThrows(RuntimeException.class, () -> failed.await().atMost(PATIENCE));
        transactions.asCaller(told.userId(), () -> outbox.append(told)).await().atMost(PATIENCE);
        Topic.await(Topics.SWIPES, SwipeFact.Recorded.class, told::equals);
        assertEquals(
                0,
                Topic.facts(Topics.SWIPES, SwipeFact.Recorded.class).stream()
                        .filter(neverTold::equals)
                        .count());
    }

    @Test
    @DisplayName("I-18, I-14: every committed Fact leaves, the Facts of one key in their order")
    void every_fact_leaves_in_the_order_of_its_key() {
        var person = Person.joined();
        var others = IntStream.range(0, 10).mapToObj(i -> Person.joined()).toList();
        var mine = IntStream.range(0, 300).mapToObj(i -> swipeOf(person.id())).toList();
        var theirs = IntStream.range(0, 300)
                .mapToObj(i -> swipeOf(others.get(i % 10).id()))
                .toList();

        var parallel = Uni.join()
                .all(theirs.stream()
                        .map(fact -> transactions.sqlAsCaller(
                                fact.userId(), connection -> outbox.append(connection, List.of(fact))))
                        .toList())
                .andFailFast()
                .memoize()
                .indefinitely();
        parallel.subscribe().with(done -> {});
        for (var i = 0; i < mine.size(); i += 30) {
            var some = mine.subList(i, i + 30);
            transactions
                    .asCaller(person.id(), () -> outbox.append(some))
                    .await()
                    .atMost(PATIENCE);
        }
        parallel.await().atMost(PATIENCE);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Database.count("select count(*) from swipes.outbox where published_at is null") == 0);
        var told = Topic.facts(Topics.SWIPES, SwipeFact.Recorded.class);
        assertEquals(
                mine,
                told.stream().filter(fact -> fact.userId().equals(person.id())).toList());
        assertEquals(300, told.stream().filter(theirs::contains).count());
    }

    @Test
    @DisplayName("I-14: two relays at once neither repeat a Fact nor change an order")
    void relays_take_turns() {
        var person = Person.joined();
        var another = new OutboxRelay(
                transactions, publisher, config, wakeUp, Clock.systemUTC(), new SimpleMeterRegistry(), "wire");
        var facts = IntStream.range(0, 200).mapToObj(i -> swipeOf(person.id())).toList();

        for (var fact : facts) {
            transactions
                    .sqlAsCaller(person.id(), connection -> outbox.append(connection, List.of(fact)))
                    .await()
                    .atMost(PATIENCE);
            another.sweep();
        }

        published(facts.getLast());
        assertEquals(
                facts,
                Topic.facts(Topics.SWIPES, SwipeFact.Recorded.class).stream()
                        .filter(fact -> fact.userId().equals(person.id()))
                        .toList());
    }

    @Test
    void a_fact_that_kafka_will_not_have_stops_only_its_key() {
        var stuck = Person.joined().id();
        var free = swipeOf(Person.joined().id());
        Database.sql(
                "insert into swipes.outbox (fact_id, topic, key, type, body) select $1, 'swipes', $2, 'x', convert_to(repeat('x', 2000000), 'UTF8')",
                Ids.next(),
                stuck.toString());
        var behind = swipeOf(stuck);

        transactions
                .asCaller(behind.userId(), () -> outbox.append(behind))
                .await()
                .atMost(PATIENCE);
        transactions.asCaller(free.userId(), () -> outbox.append(free)).await().atMost(PATIENCE);

        published(free);
        assertEquals(0, publishedOf(behind));
        Database.sql("delete from swipes.outbox where type = 'x'");
        // set aside for 15 s, and here nothing sweeps for 20 s
        Awaitility.await().atMost(PATIENCE.multipliedBy(2)).until(() -> publishedOf(behind) == 1);
    }

    @Test
    @DisplayName(
            "I-18: a topic that Kafka does not have, and hundreds of Facts that it will not take, keep nothing else and are not lost")
    void what_kafka_refuses_is_passed_by() {
        var refused = "select count(*) from swipes.outbox where type = 'y' and published_at is null";
        Database.sql("""
                insert into swipes.outbox (fact_id, topic, key, type, body)
                select gen_random_uuid(), topic, 'key ' || n, 'y', convert_to(repeat('y', size), 'UTF8')
                  from (values ('nowhere', 10, 520), ('swipes', 1100000, 3)) as bad (topic, size, many), generate_series(1, many) as n""");
        var free = swipeOf(Person.joined().id());
        transactions.asCaller(free.userId(), () -> outbox.append(free)).await().atMost(PATIENCE);

        published(free);

        assertEquals(523, Database.count(refused));
        assertTrue(meters.counter("godo.outbox.refused", "topic", "nowhere").count() >= 1);
        Database.sql("delete from swipes.outbox where type = 'y'");
    }

    @Test
    @DisplayName("from commit to Kafka by the wake-up call: here nothing sweeps for 20 s")
    void a_commit_wakes_the_relay() {
        for (int round = 0; round < 3; round++) {
            var fact = swipeOf(Person.joined().id());
            transactions
                    .asCaller(fact.userId(), () -> outbox.append(fact))
                    .await()
                    .atMost(PATIENCE);

            Awaitility.await()
                    .pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> publishedOf(fact) == 1);
        }
    }

    private static void published(SwipeFact fact) {
        Awaitility.await().atMost(PATIENCE).until(() -> publishedOf(fact) == 1);
    }

    private static long publishedOf(SwipeFact fact) {
        return Database.count(
                "select count(*) from swipes.outbox where fact_id = $1 and published_at is not null", fact.factId());
    }

    static SwipeFact.Recorded swipeOf(UUID user) {
        return new SwipeFact.Recorded(
                Ids.next(), Instant.now(), Ids.next(), user, Ids.next(), Direction.RIGHT, Instant.now());
    }
}
