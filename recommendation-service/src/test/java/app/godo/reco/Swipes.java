package app.godo.reco;

import static org.awaitility.Awaitility.await;

import app.godo.wire.facts.Direction;
import app.godo.wire.facts.SwipeFact;
import app.godo.wire.testing.Database;
import app.godo.wire.testing.Person;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.arc.Arc;
import io.quarkus.redis.datasource.RedisDataSource;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
            var swipe = swipe(person, eventId, direction, Instant.now());
            kept(swipe);
            Topic.publish(swipe);
        }
        for (var eventId : eventIds) {
            await().atMost(Duration.ofSeconds(20)).until(() -> seen(person, eventId));
        }
    }

    /** Has a swipe in the database without telling anyone. One on an Event that is gone is gone with it. */
    public static void kept(SwipeFact.Recorded swipe) {
        Database.sql(
                """
                insert into swipes.current_swipes as held (user_id, event_id, swipe_id, direction, swiped_at)
                select $1, id, $3, $4, $5 from events.events where id = $2
                on conflict (user_id, event_id) do update
                   set swipe_id = excluded.swipe_id, direction = excluded.direction, swiped_at = excluded.swiped_at
                 where (excluded.swiped_at, excluded.swipe_id) > (held.swiped_at, held.swipe_id)""",
                swipe.userId(),
                swipe.eventId(),
                swipe.swipeId(),
                swipe.direction().word(),
                swipe.swipedAt().atOffset(ZoneOffset.UTC));
    }

    /**
     * A swipe taken back, not told yet.
     *
     * @param held what holds in its place, null for nothing
     */
    public static SwipeFact.Undone undone(SwipeFact.Recorded swipe, SwipeFact.Recorded held) {
        return new SwipeFact.Undone(
                Ids.next(),
                Instant.now(),
                swipe.swipeId(),
                swipe.userId(),
                swipe.eventId(),
                swipe.direction(),
                swipe.swipedAt(),
                held == null ? null : new SwipeFact.Held(held.swipeId(), held.direction(), held.swipedAt()));
    }

    /** Has it in the database that nothing holds for the swipe's Event. */
    public static void keptNoMore(SwipeFact.Recorded swipe) {
        Database.sql("delete from swipes.current_swipes where swipe_id = $1", swipe.swipeId());
    }

    /** Loses everything that Redis has, of everyone. */
    public static void redisLosesEverything() {
        redis().flushall();
    }

    /** Loses one of a person's keys. */
    public static void loses(Person person, String key) {
        redis().key().del("{" + person.id() + "}:" + key);
    }

    /** How many bytes Redis needs for one of a person's keys. */
    public static int bytes(Person person, String key) {
        return redis().execute("MEMORY", "USAGE", "{" + person.id() + "}:" + key, "SAMPLES", "0")
                .toInteger();
    }

    /** How many seconds Redis will keep one of a person's keys. */
    public static long secondsKept(Person person, String key) {
        return redis().execute("TTL", "{" + person.id() + "}:" + key).toLong();
    }

    /** The fields of one of a person's keys. */
    public static long fields(Person person, String key) {
        return redis().hash(String.class).hlen("{" + person.id() + "}:" + key);
    }

    /** The person's vector as it is kept. */
    public static Map<String, String> taste(Person person) {
        return hash("{" + person.id() + "}:taste");
    }

    /** Whether a swipe on the Event is in it. */
    public static boolean seen(Person person, UUID eventId) {
        var id = ByteBuffer.allocate(16)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array();
        return redis().hash(String.class, byte[].class, byte[].class).hexists("{" + person.id() + "}:seen", id);
    }

    private static Map<String, String> hash(String key) {
        return redis().hash(String.class).hgetall(key);
    }

    private static RedisDataSource redis() {
        return Arc.container().instance(RedisDataSource.class).get();
    }

    private Swipes() {}
}
