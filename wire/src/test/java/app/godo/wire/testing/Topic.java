package app.godo.wire.testing;

import app.godo.wire.facts.Fact;
import app.godo.wire.facts.FactCodec;
import app.godo.wire.facts.UnreadableFact;
import app.godo.wire.json.Json;
import app.godo.wire.outbox.CloudEvents;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A topic as another service sees it: to wait for Facts and to publish some. */
public final class Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final FactCodec CODEC = FactCodec.over(mapper());

    /** Waits for the first Fact of this type, from the topic's beginning, that satisfies the condition. */
    public static <F extends Fact> F await(String topic, Class<F> type, Predicate<F> condition) {
        var deadline = Instant.now().plus(PATIENCE);
        var passedOver = new ArrayList<String>();
        try (var consumer = consumer(topic)) {
            while (Instant.now().isBefore(deadline)) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var fact = factOf(record);
                    if (type.isInstance(fact) && condition.test(type.cast(fact))) {
                        return type.cast(fact);
                    }
                    passedOver.add(String.valueOf(fact));
                }
            }
        }
        throw new AssertionError("no such %s on %s; seen: %s".formatted(type.getSimpleName(), topic, passedOver));
    }

    /** Everything on the topic until nothing has come for a moment. */
    public static List<ConsumerRecord<String, byte[]>> all(String topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = consumer(topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            for (var quiet = 0; quiet < 5; ) {
                var polled = consumer.poll(Duration.ofMillis(200));
                polled.forEach(records::add);
                // on a busy machine the first records take longer than a moment
                var reached =
                        ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                quiet = polled.isEmpty() && reached ? quiet + 1 : 0;
            }
        }
        return records;
    }

    /** All Facts of this type on the topic, as {@link #all} reads it. */
    public static <F extends Fact> List<F> facts(String topic, Class<F> type) {
        return all(topic).stream()
                .map(Topic::factOf)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Publishes a Fact as its owner would. */
    public static void publish(Fact fact) {
        publishAll(List.of(fact));
    }

    /** Publishes Facts in a burst, so that those of a partition are read together. */
    public static void publishAll(List<? extends Fact> facts) {
        sendAll(facts.stream().map(Topic::recordOf).toList());
    }

    /** Publishes anything at all. */
    public static void send(ProducerRecord<String, byte[]> record) {
        sendAll(List.of(record));
    }

    private static void sendAll(List<ProducerRecord<String, byte[]>> records) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (var sent : records.stream().map(producer::send).toList()) {
                sent.get();
            }
        } catch (Exception failed) {
            throw new AssertionError("not sent: " + records, failed);
        }
    }

    private static ProducerRecord<String, byte[]> recordOf(Fact fact) {
        var headers = CloudEvents.headers(
                fact.factId(),
                "/test",
                FactCodec.typeOf(fact),
                fact.key(),
                fact.at().atOffset(ZoneOffset.UTC),
                null);
        return new ProducerRecord<>(fact.topic(), null, fact.key(), CODEC.encode(fact), headers);
    }

    /** Null for what is no Fact: tests send that too. */
    private static Fact factOf(ConsumerRecord<String, byte[]> record) {
        try {
            return CODEC.decode(CloudEvents.text(record.headers(), CloudEvents.TYPE), record.value());
        } catch (UnreadableFact junk) {
            return null;
        }
    }

    private static KafkaConsumer<String, byte[]> consumer(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap(),
                "group.id",
                "test-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new org.apache.kafka.common.TopicPartition(topic, partition.partition()))
                .toList());
        return consumer;
    }

    private static ObjectMapper mapper() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new Json().customize(mapper);
        return mapper;
    }

    private static String bootstrap() {
        return ConfigProvider.getConfig().getValue("godo.kafka", String.class);
    }

    private Topic() {}
}
