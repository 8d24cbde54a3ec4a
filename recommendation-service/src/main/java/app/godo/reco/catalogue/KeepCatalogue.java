package app.godo.reco.catalogue;

import app.godo.wire.facts.EventFact;
import app.godo.wire.inbox.Inbox;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Loads the {@link Catalogue} and keeps it by the Facts of the {@code events} topic. It is loaded at the start, once more when
 * the subscriptions stand, so that nothing falls between, and now and then, which also lets go what is over.
 */
@ApplicationScoped
@Identifier("catalogue")
class KeepCatalogue implements KafkaConsumerRebalanceListener {

    private static final String CONSUMER = "recommendation-service/catalogue";
    private static final Duration FRESHNESS = Duration.ofMinutes(5);

    private final Catalogue catalogue;
    private final EventCards cards;
    private final Inbox inbox;
    private final Clock clock;
    private volatile Instant due = Instant.MIN;

    KeepCatalogue(Catalogue catalogue, EventCards cards, Inbox inbox, Clock clock) {
        this.catalogue = catalogue;
        this.cards = cards;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Incoming("events")
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.read(CONSUMER, records, EventFact.class)
                .invoke(facts -> catalogue.tell(facts.stream()
                        .map(fact -> new Catalogue.Telling(fact.event(), fact.at()))
                        .toList()))
                .replaceWithVoid();
    }

    /** From here on nothing is missed; what came before has to be read. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(consumer::position);
        due = Instant.MIN;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> loadWhenDue() {
        var now = clock.instant();
        if (now.isBefore(due)) {
            return Uni.createFrom().voidItem();
        }
        due = now.plus(FRESHNESS);
        var before = catalogue.live();
        return cards.upcoming(now)
                .invoke(upcoming -> catalogue.load(upcoming, now, before))
                .onFailure()
                .invoke(away -> {
                    due = Instant.MIN;
                    Log.warnf("the catalogue was not loaded, trying again: %s", away.getMessage());
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
