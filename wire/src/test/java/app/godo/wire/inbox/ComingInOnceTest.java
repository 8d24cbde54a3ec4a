package app.godo.wire.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.Scratch;
import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.outbox.CloudEvents;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class ComingInOnceTest {

    private static final String DEAD_LETTERS = Topics.deadLettersOf(Topics.SWIPES);

    @Inject
    MeterRegistry meters;

    @Test
    @DisplayName("I-17: a Fact delivered again and again takes effect once")
    void a_repeated_fact_takes_effect_once() {
        var before = counted();
        var facts =
                IntStream.range(0, 40).mapToObj(i -> swipeOn(UUID.randomUUID())).toList();
        var deliveries = new ArrayList<>(facts);
        deliveries.addAll(facts);
        deliveries.addAll(facts);
        Collections.shuffle(deliveries, new java.util.Random(17));

        deliveries.forEach(Topic::publish);
        var last = swipeOn(UUID.randomUUID());
        Topic.publish(last);

        learnt(last);
        facts.forEach(ComingInOnceTest::learnt);
        assertEquals(before, counted(), "a repetition is no poison");
    }

    @Test
    void what_a_policy_refuses_is_poison() {
        var before = counted();
        var good = swipeOn(UUID.randomUUID());

        Topic.publish(swipeOn(Learner.FORBIDDEN));
        Topic.publish(good);

        learnt(good);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> counted() - before == 1);
    }

    @Test
    @DisplayName("I-16: poison is set aside with its cause and counted, the others go on")
    void poison_is_set_aside() {
        var before = counted();
        var poison = swipeOn(Learner.POISONOUS);
        var good = swipeOn(UUID.randomUUID());
        var unknownType = new ProducerRecord<>(Topics.SWIPES, "key", "{}".getBytes(UTF_8));
        CloudEvents.add(unknownType.headers(), CloudEvents.ID, "not-a-fact");
        CloudEvents.add(unknownType.headers(), CloudEvents.TYPE, "app.godo.swipe.recorded.v99");
        var noType = new ProducerRecord<>(Topics.SWIPES, "key", "junk".getBytes(UTF_8));

        Topic.send(unknownType);
        Topic.send(noType);
        Topic.publish(poison);
        Topic.publish(good);

        learnt(good);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> counted() - before == 3);
        assertEquals(0, Scratch.marks("learnt " + poison.factId()));
        var buried = Topic.all(DEAD_LETTERS).stream()
                .filter(record -> poison.factId().toString().equals(header(record, CloudEvents.ID)))
                .findFirst()
                .orElseThrow();
        assertEquals("learner", header(buried, "dead-letter-consumer"));
        assertEquals("swipes", header(buried, "dead-letter-topic"));
        assertEquals(true, header(buried, "dead-letter-reason").contains("duplicate key"));
    }

    @Test
    void an_outage_is_waited_out_and_nothing_is_lost() {
        var before = counted();
        var fact = swipeOn(Learner.FLAKY);

        Topic.publish(fact);

        learnt(fact);
        assertEquals(0, counted() - before);
    }

    private static void learnt(SwipeFact fact) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(1, Scratch.counted("learnt " + fact.factId())));
    }

    private double counted() {
        return meters.find("godo.dead.letters").tag("topic", Topics.SWIPES).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return CloudEvents.text(record.headers(), name);
    }

    private static SwipeFact.Recorded swipeOn(UUID event) {
        return new SwipeFact.Recorded(
                Ids.next(), Instant.now(), Ids.next(), UUID.randomUUID(), event, Direction.UP, Instant.now());
    }
}
