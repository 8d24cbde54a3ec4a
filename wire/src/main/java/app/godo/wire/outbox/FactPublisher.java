package app.godo.wire.outbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

import java.util.Collection;
import jakarta.enterprise.context.ApplicationScoped;

/** The one producer of a service: any topic, acknowledged by all in-sync replicas, idempotent. */
@ApplicationScoped
public class FactPublisher {

    private static final String CHANNEL = "facts";

    private final MutinyEmitter<byte[]> kafka;

    private final KafkaClientService clients;

    FactPublisher(@Channel(CHANNEL) MutinyEmitter<byte[]> kafka, KafkaClientService clients) {
        this.kafka = kafka;
        this.clients = clients;
    }

    /**
     * Completes when the brokers of the topics are known, and fails once for all of them when Kafka is away: a record that is
     * published without it waits in a line of one, and keeps those behind it.
     */
    public Uni<Void> awaitTopics(Collection<String> topics) {
        var producer = clients.getProducer(CHANNEL);
        return Multi.createFrom()
                .iterable(topics)
                .onItem()
                .transformToUniAndConcatenate(producer::partitionsFor)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Completes once Kafka has the record. Whoever wants an order waits for it before the next. */
    public Uni<Void> publish(String topic, String key, Headers headers, byte[] body) {
        var address = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(new RecordHeaders(headers))
                .build();
        return kafka.sendMessage(Message.of(body, Metadata.of(address)));
    }
}
