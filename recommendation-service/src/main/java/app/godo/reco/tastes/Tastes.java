package app.godo.reco.tastes;

import app.godo.wire.time.Ids;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The tastes of people, as Redis has them at the moment of asking. What was read last is kept in memory with its revision, so
 * that the usual answer is one word: nothing new.
 */
@ApplicationScoped
public class Tastes {

    /** Long enough for a slow moment, short enough that a feed without Redis is still quick. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** In swiped Events over all people, some forty bytes each. */
    private static final long MOST_REMEMBERED = 400_000;

    /** Nobody's likes stay in memory for long after they have gone, whether they come back or not. */
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private static final int WORTH_OF_A_TASTE = 50;
    private static final int ID_BYTES = 2 * Long.BYTES;

    private final Redis redis;
    private final Cache<UUID, Taste> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .<UUID, Taste>weigher((id, taste) ->
                    WORTH_OF_A_TASTE + taste.seen().size() + taste.liked().size())
            .expireAfterAccess(REMEMBERED_FOR)
            .build();

    Tastes(Redis redis) {
        this.redis = redis;
    }

    /**
     * What Redis has of a person at the moment of asking.
     *
     * @param taste null when it is not all there: it has to be built first
     * @param revision of what is there, empty when nothing is
     * @param also the answer to the other request, null when there was none or it found nothing
     */
    public record Read(Taste taste, String revision, Response also) {}

    /**
     * Reads a person's taste, and what else is wanted in the same round trip.
     *
     * @param also null for nothing
     */
    public Uni<Read> of(UUID userId, Request also) {
        var known = remembered.getIfPresent(userId);
        var reading = TasteScripts.read(userId, known == null ? "" : known.revision());
        return redis.batch(also == null ? List.of(reading) : List.of(reading, also))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answers -> new Read(
                        tasteOf(userId, answers.getFirst(), known),
                        answers.getFirst().get(0).toString(),
                        also == null ? null : answers.getLast()));
    }

    /** Has it built by whoever asks next, on whichever replica: the database knows better from now on. */
    public Uni<Void> doubt(UUID userId) {
        return redis.send(TasteScripts.doubt(userId, Ids.next().toString()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    private Taste tasteOf(UUID userId, Response answer, Taste known) {
        if (answer.get(1).toInteger() == 0) {
            return null;
        }
        if (answer.size() == 2) {
            return known;
        }
        var taste = parsed(answer);
        remembered.put(userId, taste);
        return taste;
    }

    private static Taste parsed(Response answer) {
        var fields = answer.get(2);
        var facets = HashMap.<String, Tally>newHashMap(fields.size() / 2);
        var other = new HashMap<String, String>();
        for (var i = 0; i < fields.size(); i += 2) {
            var name = fields.get(i).toString();
            var value = fields.get(i + 1).toString();
            if (name.indexOf(':') >= 0 || name.equals(TasteKeys.ALL)) {
                facets.put(name, Tally.unpacked(Long.parseLong(value)));
            } else {
                other.put(name, value);
            }
        }
        var all = facets.remove(TasteKeys.ALL);
        var corrections = Corrections.read(other.get(TasteKeys.SAID));
        return new Taste(
                answer.get(0).toString(),
                all == null ? Tally.NONE : all,
                Collections.unmodifiableMap(facets),
                stated(other.get(TasteKeys.STATED)),
                events(answer.get(3), mark -> true),
                events(answer.get(3), mark -> Swiped.liked(mark) && corrections.learnsFrom(Swiped.swipedAt(mark))),
                last(other.get(TasteKeys.LAST)),
                corrections,
                true);
    }

    private static Set<String> stated(String stored) {
        return stored == null ? Set.of() : Set.of(stored.split(TasteKeys.SEPARATOR));
    }

    private static UUID last(String stored) {
        return stored == null ? null : UUID.fromString(stored);
    }

    /**
     * The Events of which there is a mark that will do.
     *
     * @param fields each Event followed by its mark
     */
    private static Set<UUID> events(Response fields, Predicate<byte[]> mark) {
        var events = HashSet.<UUID>newHashSet(fields.size() / 2);
        for (var i = 0; i < fields.size(); i += 2) {
            var bytes = fields.get(i).toBytes();
            if (bytes.length == ID_BYTES && mark.test(fields.get(i + 1).toBytes())) {
                var id = ByteBuffer.wrap(bytes);
                events.add(new UUID(id.getLong(), id.getLong()));
            }
        }
        return Collections.unmodifiableSet(events);
    }
}
