package app.godo.wire.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

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
     * Completes when the brokers of the topic are known, and fails when Kafka is away or has no such topic for us: a record that is
     * published without it waits in a line of one, and keeps those behind it.
     */
    public Uni<Void> awaitTopic(String topic) {
        return clients.getProducer(CHANNEL).partitionsFor(topic).replaceWithVoid();
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
