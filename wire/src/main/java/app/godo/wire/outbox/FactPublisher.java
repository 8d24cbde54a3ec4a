package app.godo.wire.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
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

    private final MutinyEmitter<byte[]> kafka;

    FactPublisher(@Channel("facts") MutinyEmitter<byte[]> kafka) {
        this.kafka = kafka;
    }

    /** Completes once Kafka has the record; order per key is the order of the calls. */
    public Uni<Void> publish(String topic, String key, Headers headers, byte[] body) {
        var address = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(new RecordHeaders(headers))
                .build();
        return kafka.sendMessage(Message.of(body, Metadata.of(address)));
    }
}
