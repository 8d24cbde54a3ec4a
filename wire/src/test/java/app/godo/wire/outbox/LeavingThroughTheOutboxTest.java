package app.godo.wire.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.rows.Transactions;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
        assertEquals(
                true,
                Instant.parse(CloudEvents.text(record.headers(), "ce_time"))
                        .isBefore(Instant.now().plusSeconds(5)));
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
    void from_commit_to_kafka_takes_less_than_a_sweep() {
        var fact = swipeOf(Person.joined().id());
        transactions.asCaller(fact.userId(), () -> outbox.append(fact)).await().atMost(PATIENCE);

        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofMillis(700))
                .until(() -> Database.count(
                                "select count(*) from swipes.outbox where fact_id = $1 and published_at is not null",
                                fact.factId())
                        == 1);
    }

    private static SwipeFact.Recorded swipeOf(UUID user) {
        return new SwipeFact.Recorded(
                Ids.next(), Instant.now(), Ids.next(), user, Ids.next(), Direction.RIGHT, Instant.now());
    }
}
