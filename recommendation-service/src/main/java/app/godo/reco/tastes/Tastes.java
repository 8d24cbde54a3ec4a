package app.godo.reco.tastes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final int WORTH_OF_A_TASTE = 50;

    private final Redis redis;
    private final Cache<UUID, Taste> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .<UUID, Taste>weigher((id, taste) -> WORTH_OF_A_TASTE + taste.seen().size())
            .build();

    Tastes(Redis redis) {
        this.redis = redis;
    }

    /**
     * A person's taste, and what else is wanted from Redis in the same round trip.
     *
     * @param also the answer to the other request, null when there was none or it found nothing
     */
    public record Read(Taste taste, byte[] also) {}

    /** Reads a person's taste. */
    public Uni<Read> of(UUID userId) {
        return read(userId, List.of());
    }

    /** Reads a person's taste together with the value of a key. */
    public Uni<Read> with(UUID userId, Request also) {
        return read(userId, List.of(also));
    }

    private Uni<Read> read(UUID userId, List<Request> also) {
        var known = remembered.getIfPresent(userId);
        var requests = new ArrayList<Request>();
        requests.add(TasteScripts.read(userId, known == null ? "" : known.revision()));
        requests.addAll(also);
        return redis.batch(requests)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answers -> new Read(
                        tasteOf(userId, answers.getFirst(), known),
                        answers.size() < 2 || answers.getLast() == null
                                ? null
                                : answers.getLast().toBytes()));
    }

    private Taste tasteOf(UUID userId, Response answer, Taste known) {
        if (answer.size() > 1) {
            var taste = parsed(answer);
            remembered.put(userId, taste);
            return taste;
        }
        return answer.get(0).toString().isEmpty() ? Taste.NONE : known;
    }

    private static Taste parsed(Response answer) {
        var fields = answer.get(1);
        var facets = new HashMap<String, Tally>();
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
        return new Taste(
                answer.get(0).toString(),
                all == null ? Tally.NONE : all,
                Map.copyOf(facets),
                stated(other.get(TasteKeys.STATED)),
                seen(answer.get(2)));
    }

    private static Set<String> stated(String stored) {
        return stored == null ? Set.of() : Set.of(stored.split(TasteKeys.SEPARATOR));
    }

    private static Set<UUID> seen(Response events) {
        return IntStream.range(0, events.size())
                .mapToObj(i -> UUID.fromString(events.get(i).toString()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
