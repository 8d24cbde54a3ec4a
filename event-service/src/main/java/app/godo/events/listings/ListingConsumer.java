package app.godo.events.listings;

import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.inbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import jakarta.enterprise.context.ApplicationScoped;

/** Hears what ingestion-service read, batch by batch. */
@ApplicationScoped
class ListingConsumer {

    private static final String CONSUMER = "event-service";

    private final Inbox inbox;
    private final TakeListings takeListings;

    ListingConsumer(Inbox inbox, TakeListings takeListings) {
        this.inbox = inbox;
        this.takeListings = takeListings;
    }

    @Incoming(Topics.EVENTS_INGESTED)
    Uni<Void> on(ConsumerRecords<String, byte[]> records) {
        return inbox.onceTogether(CONSUMER, records, ListingFact.class, takeListings::handle);
    }
}
