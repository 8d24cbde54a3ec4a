package app.godo.wire.inbox;

import app.godo.wire.facts.Fact;
import app.godo.wire.facts.FactCodec;
import app.godo.wire.facts.UnreadableFact;
import app.godo.wire.outbox.CloudEvents;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes Facts of records, in order, and buries what is none. It knows no database, so that the gateway can use it too. */
@ApplicationScoped
public class FactReader {

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final FactCodec codec;
    private final DeadLetters deadLetters;

    FactReader(FactCodec codec, DeadLetters deadLetters) {
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    /**
     * The Facts of a family, in order, for effects that live outside Postgres and carry their own proof of repetition. What
     * cannot be read is buried.
     */
    public <F extends Fact> Uni<List<F>> read(
            String consumer, ConsumerRecords<String, byte[]> records, Class<F> family) {
        return readable(consumer, records, family)
                .map(received -> received.stream().map(Received::fact).toList());
    }

    /** Tries for ever, with back-off, what only an outage can fail. */
    public static <T> Uni<T> untilItWorks(Uni<T> effect) {
        return effect.onFailure()
                .invoke(failure -> Log.warnf("not applied, trying again: %s", failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    record Received<F extends Fact>(ConsumerRecord<String, byte[]> record, F fact) {}

    <F extends Fact> Uni<List<Received<F>>> readable(
            String consumer, ConsumerRecords<String, byte[]> records, Class<F> family) {
        var readable = new ArrayList<Received<F>>();
        var burials = new ArrayList<Uni<Void>>();
        for (var record : records) {
            try {
                var fact = codec.decode(CloudEvents.text(record.headers(), CloudEvents.TYPE), record.value());
                if (family.isInstance(fact)) {
                    readable.add(new Received<>(record, family.cast(fact)));
                }
            } catch (UnreadableFact poison) {
                burials.add(untilItWorks(Uni.createFrom().deferred(() -> deadLetters.bury(consumer, record, poison))));
            }
        }
        return burials.isEmpty()
                ? Uni.createFrom().item(readable)
                : Uni.join().all(burials).andFailFast().replaceWith(readable);
    }
}
