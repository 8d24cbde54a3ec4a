package app.godo.notifications.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.stream.ReactiveStreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A short history per person in a Redis Stream, numbered without gaps, so that a socket that was away can go on where it was, at
 * whichever replica. Whoever appends rings once for all replicas.
 */
@ApplicationScoped
public class Streams {

    /** On this channel replicas learn whose stream has grown. */
    static final String BELL = "godo:realtime";

    private static final int KEPT = 1_000;

    /** How long a history outlives its last frame. */
    private static final long KEPT_SECONDS = 7 * 24 * 3600;

    private static final String APPEND = """
            local epoch = redis.call('HGET', KEYS[2], 'epoch')
            if not epoch then
                epoch = ARGV[1]
                redis.call('HSET', KEYS[2], 'epoch', epoch)
                redis.call('DEL', KEYS[1])
            end
            local offset = redis.call('HINCRBY', KEYS[2], 'offset', 1)
            redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[2], offset .. '-0', 'frame', ARGV[3])
            redis.call('EXPIRE', KEYS[1], ARGV[4])
            redis.call('EXPIRE', KEYS[2], ARGV[4])
            redis.call('PUBLISH', ARGV[5], ARGV[6])
            return epoch .. '-' .. offset""";

    private static final String END = """
            local epoch = redis.call('HGET', KEYS[2], 'epoch')
            if not epoch then
                epoch = ARGV[1]
                redis.call('HSET', KEYS[2], 'epoch', epoch, 'offset', 0)
                redis.call('EXPIRE', KEYS[2], ARGV[2])
                redis.call('DEL', KEYS[1])
            end
            local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
            local offset = redis.call('HGET', KEYS[2], 'offset')
            return {epoch, offset, first[1] and first[1][1] or (offset + 1) .. '-0'}""";

    private final ReactiveRedisDataSource redis;
    private final ReactiveStreamCommands<String, String, String> streams;
    private final ObjectMapper mapper;
    private final Clock clock;

    Streams(ReactiveRedisDataSource redis, ObjectMapper mapper, Clock clock) {
        this.redis = redis;
        this.streams = redis.stream(String.class);
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Where a stream is.
     *
     * @param end its last frame
     * @param oldest the offset of the oldest frame that is kept
     */
    record Extent(Position end, long oldest) {}

    /** A frame of the history, without its id. */
    record Kept(long offset, String json) {}

    /** Adds a frame and rings. */
    public Uni<Void> append(UUID person, Frame frame) {
        return redis.execute(
                        "EVAL",
                        APPEND,
                        "2",
                        stream(person),
                        counter(person),
                        newEpoch(),
                        Integer.toString(KEPT),
                        json(frame),
                        Long.toString(KEPT_SECONDS),
                        BELL,
                        person.toString())
                .replaceWithVoid();
    }

    Uni<Extent> extent(UUID person) {
        return redis.execute("EVAL", END, "2", stream(person), counter(person), newEpoch(), Long.toString(KEPT_SECONDS))
                .map(Streams::extentOf);
    }

    /** At most {@code most} frames after an offset, oldest first. */
    Uni<List<Kept>> after(UUID person, long offset, int most) {
        return streams.xrange(stream(person), StreamRange.of(offset + 1 + "-0", "+"), most)
                .map(messages -> messages.stream()
                        .map(message -> new Kept(
                                offsetOf(message.id()), message.payload().get("frame")))
                        .toList());
    }

    private static Extent extentOf(Response reply) {
        var end = new Position(reply.get(0).toString(), reply.get(1).toLong());
        return new Extent(end, offsetOf(reply.get(2).toString()));
    }

    private static long offsetOf(String entry) {
        return Long.parseLong(entry.substring(0, entry.indexOf('-')));
    }

    private String json(Frame frame) {
        var tree = mapper.createObjectNode();
        tree.put("type", frame.type())
                .put("topic", frame.topic())
                .put("at", clock.instant().toString());
        tree.set("data", mapper.valueToTree(frame.data()));
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a frame that is no JSON", bug);
        }
    }

    /** In braces: both keys of a person live on one node of a Redis Cluster. */
    private static String stream(UUID person) {
        return "{" + person + "}:realtime";
    }

    private static String counter(UUID person) {
        return stream(person) + ":counter";
    }

    private static String newEpoch() {
        return "%08x".formatted(ThreadLocalRandom.current().nextInt());
    }
}
