package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import jakarta.enterprise.context.ApplicationScoped;

/** Hears what ingestion-service read. */
@ApplicationScoped
class TakeListings {

    private static final String CONSUMER = "event-service";

    private final Inbox inbox;
    private final TakeListing takeListing;

    TakeListings(Inbox inbox, TakeListing takeListing) {
        this.inbox = inbox;
        this.takeListing = takeListing;
    }

    @Incoming(Topics.EVENTS_INGESTED)
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.once(CONSUMER, records, ListingFact.class, this::apply);
    }

    private Uni<Void> apply(ListingFact fact) {
        return switch (fact) {
            case ListingFact.Seen seen -> takeListing.handle(seen);
        };
    }
}
