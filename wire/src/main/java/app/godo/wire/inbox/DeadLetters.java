package app.godo.wire.inbox;

import app.godo.wire.facts.Topics;
import app.godo.wire.outbox.CloudEvents;
import app.godo.wire.outbox.FactPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

import jakarta.enterprise.context.ApplicationScoped;

/** Sets aside what no retry will ever mend: the message as it came, with who gave it up and why; counted, so that someone is called. */
@ApplicationScoped
public class DeadLetters {

    private final FactPublisher publisher;
    private final MeterRegistry meters;

    DeadLetters(FactPublisher publisher, MeterRegistry meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    Uni<Void> bury(String consumer, ConsumerRecord<String, byte[]> record, Throwable cause) {
        var headers = new RecordHeaders(record.headers());
        CloudEvents.add(headers, "dead-letter-consumer", consumer);
        CloudEvents.add(headers, "dead-letter-topic", record.topic());
        CloudEvents.add(headers, "dead-letter-partition", Integer.toString(record.partition()));
        CloudEvents.add(headers, "dead-letter-offset", Long.toString(record.offset()));
        CloudEvents.add(headers, "dead-letter-reason", String.valueOf(cause.getMessage()));
        CloudEvents.add(headers, "dead-letter-cause", cause.getClass().getName());
        Log.errorf(
                "%s gave up %s/%d@%d: %s",
                consumer, record.topic(), record.partition(), record.offset(), cause.getMessage());
        meters.counter("godo.dead.letters", "topic", record.topic(), "consumer", consumer)
                .increment();
        return publisher.publish(Topics.deadLettersOf(record.topic()), record.key(), headers, record.value());
    }
}
