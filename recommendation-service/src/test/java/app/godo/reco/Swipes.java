package app.godo.reco;

import static org.awaitility.Awaitility.await;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.arc.Arc;
import io.quarkus.redis.datasource.RedisDataSource;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Swipes as swipe-service tells them, and what they left in Redis. */
public final class Swipes {

    /** A swipe that has not been told yet. */
    public static SwipeFact.Recorded swipe(Person person, UUID eventId, Direction direction, Instant at) {
        return new SwipeFact.Recorded(Ids.next(), Instant.now(), Ids.next(), person.id(), eventId, direction, at);
    }

    /** Swipes now, and waits until it is learned. */
    public static void swiped(Person person, Direction direction, UUID... eventIds) {
        for (var eventId : eventIds) {
            Topic.publish(swipe(person, eventId, direction, Instant.now()));
        }
        for (var eventId : eventIds) {
            await().atMost(Duration.ofSeconds(20)).until(() -> seen(person).containsKey(eventId.toString()));
        }
    }

    /** The person's vector as it is kept. */
    public static Map<String, String> taste(Person person) {
        return hash("{" + person.id() + "}:taste");
    }

    /** Which swipes are in it. */
    public static Map<String, String> seen(Person person) {
        return hash("{" + person.id() + "}:seen");
    }

    private static Map<String, String> hash(String key) {
        return Arc.container()
                .instance(RedisDataSource.class)
                .get()
                .hash(String.class)
                .hgetall(key);
    }

    private Swipes() {}
}
