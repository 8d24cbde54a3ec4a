package app.godo.events.testing;

import static org.awaitility.Awaitility.await;

import app.godo.wire.facts.EventFact;
import app.godo.wire.facts.Topics;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Topic;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What others are told. */
public final class Told {

    /** All that was published of an Event, once nothing is waiting to be. */
    public static List<EventFact> of(UUID event) {
        await().atMost(Duration.ofSeconds(15))
                .until(() -> Database.count(
                                "select count(*) from events.outbox where key = $1 and published_at is null",
                                event.toString())
                        == 0);
        return Topic.facts(Topics.EVENTS, EventFact.class).stream()
                .filter(fact -> fact.event().id().equals(event))
                .toList();
    }

    private Told() {}
}
