package app.godo.events.listings;

import static org.awaitility.Awaitility.await;

import app.godo.wire.events.EventView;
import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.ListingFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Topic;

import java.time.Duration;
import java.util.UUID;

/** What became of what Sources list. */
final class Catalogued {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** Publishes it and waits for the Event that it makes. */
    static EventView taken(Listed listed) {
        var event = told(listed);
        return Topic.await(Topics.EVENTS, EventFact.Published.class, fact -> fact.event()
                        .id()
                        .equals(event))
                .event();
    }

    /** Publishes it, waits until it is taken, and says of which Event it tells. */
    static UUID told(Listed listed) {
        take(listed.seen());
        return eventOf(listed);
    }

    /** Tells that its Source lists it no more, and waits until that is taken. */
    static void vanished(Listed listed) {
        take(listed.gone());
    }

    /** Publishes it and waits until it is taken. */
    static void take(ListingFact fact) {
        Topic.publish(fact);
        awaitTaken(fact.factId());
    }

    /** Null as long as it was not taken. */
    static UUID eventOf(Listed listed) {
        var rows = Database.sql(
                "select event_id from events.source_listings where source = $1 and external_id = $2",
                listed.source(),
                listed.externalId());
        return rows.isEmpty() ? null : rows.getFirst().getUUID(0);
    }

    static void awaitTaken(UUID factId) {
        await().atMost(SOON)
                .until(() -> Database.count("select count(*) from events.inbox where fact_id = $1", factId) == 1);
    }

    private Catalogued() {}
}
