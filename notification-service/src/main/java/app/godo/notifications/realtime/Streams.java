package app.godo.notifications.realtime;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;

import java.time.Clock;
import java.util.ArrayList;
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

    /** Where a frame says whom its notification is about, if it is about anybody. */
    private static final JsonPointer SUBJECT = JsonPointer.compile("/data/data/user_id");

    /** The number of the last frame outlives frames that Redis lost; without it the history begins anew, as another epoch. */
    private static final String BEGIN = """
            local epoch = redis.call('HGET', KEYS[2], 'epoch')
            if not epoch then
                epoch = ARGV[1]
                redis.call('HSET', KEYS[2], 'epoch', epoch, 'offset', 0)
                redis.call('EXPIRE', KEYS[2], ARGV[2])
                redis.call('DEL', KEYS[1], KEYS[3])
            end
            """;

    private static final String APPEND = BEGIN + """
            if ARGV[5] ~= '' then
                if redis.call('ZADD', KEYS[3], 'NX', redis.call('HGET', KEYS[2], 'offset'), ARGV[5]) == 0 then
                    return 0
                end
                redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1 - ARGV[3])
                redis.call('EXPIRE', KEYS[3], ARGV[2])
            end
            local offset = redis.call('HINCRBY', KEYS[2], 'offset', 1)
            redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], offset .. '-0', 'frame', ARGV[4])
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            redis.call('EXPIRE', KEYS[2], ARGV[2])
            redis.call('PUBLISH', ARGV[6], ARGV[7])
            return offset""";

    private static final String LOOK = BEGIN + """
            local offset = redis.call('HGET', KEYS[2], 'offset')
            local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)
            local oldest = first[1] and first[1][1] or (offset + 1) .. '-0'
            local frames = redis.call('XRANGE', KEYS[1], '(' .. ARGV[3] .. '-0', '+', 'COUNT', ARGV[4])
            return {epoch, offset, oldest, frames}""";

    /** Takes out the frames that name somebody. Those who have yet to come past that place get the others, in order. */
    private static final String CUT = """
            for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
                if string.find(entry[2][2], ARGV[1], 1, true) then redis.call('XDEL', KEYS[1], entry[1]) end
            end""";

    /** Fewer than the pool has connections: whoever appends does not wait for those who look. */
    private static final int LOOKS_AT_ONCE = 8;

    private final Turns looks = new Turns(LOOKS_AT_ONCE);
    private final ReactiveRedisDataSource redis;
    private final RealtimeConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;

    Streams(ReactiveRedisDataSource redis, RealtimeConfig config, ObjectMapper mapper, Clock clock) {
        this.redis = redis;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** A frame of the history, without its id. */
    record Kept(long offset, String json) {}

    /**
     * What a stream has beyond a place in it.
     *
     * @param end the last frame
     * @param oldest the offset of the oldest frame that is kept
     * @param frames the next ones, oldest first
     */
    record Look(Position end, long oldest, List<Kept> frames) {

        /** Whether nothing is missing between that place and what is here. */
        boolean reaches(Position since) {
            return since.epoch().equals(end.epoch()) && since.offset() >= oldest - 1 && since.offset() <= end.offset();
        }
    }

    /** Adds a frame and rings; a frame that was added before is not added again. Fails when Redis does not answer in time. */
    public Uni<Void> append(UUID person, Frame frame) {
        var tree = tree(frame);
        return remember(person, tree.at(SUBJECT).asText(""))
                .chain(() -> eval(
                        APPEND,
                        person,
                        Integer.toString(config.history()),
                        json(tree),
                        frame.once() == null ? "" : frame.once(),
                        BELL,
                        person.toString()))
                .replaceWithVoid();
    }

    /** Who is told of somebody, so that they can be found when that somebody is erased; before the frame, or it could be missed. */
    private Uni<Void> remember(UUID person, String subject) {
        if (subject.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var told = told(UUID.fromString(subject));
        return redis.set(String.class)
                .sadd(told, person.toString())
                .chain(() -> redis.key().expire(told, config.historyAge()))
                .ifNoItem()
                .after(config.redisPatience())
                .failWith(Streams::silence)
                .replaceWithVoid();
    }

    /** At most so many frames after an offset, and where the stream stands. */
    Uni<Look> look(UUID person, long after, int most) {
        return looks.take(() -> eval(LOOK, person, Long.toString(after), Integer.toString(most)))
                .map(Streams::lookOf);
    }

    /** Deletes a person's history, and from the histories of others the frames that are about that person. */
    Uni<Void> forget(UUID person) {
        return redis.set(String.class)
                .smembers(told(person))
                .onItem()
                .transformToMulti(others -> Multi.createFrom().iterable(others))
                .onItem()
                .transformToUniAndConcatenate(
                        other -> redis.execute("EVAL", CUT, "1", stream(UUID.fromString(other)), person.toString()))
                .onItem()
                .ignoreAsUni()
                .chain(() -> redis.key().del(stream(person), counter(person), once(person), told(person)))
                .replaceWithVoid();
    }

    /** Where the stream stands. */
    Uni<Position> end(UUID person) {
        return look(person, 0, 1).map(Look::end);
    }

    private Uni<Response> eval(String script, UUID person, String... arguments) {
        var command = new ArrayList<>(List.of(
                script,
                "3",
                stream(person),
                counter(person),
                once(person),
                newEpoch(),
                Long.toString(config.historyAge().toSeconds())));
        command.addAll(List.of(arguments));
        return redis.execute("EVAL", command.toArray(String[]::new))
                .ifNoItem()
                .after(config.redisPatience())
                // a Redis that hangs keeps its connections open, and whoever waits for it waits for ever
                .failWith(Streams::silence);
    }

    private static IllegalStateException silence() {
        return new IllegalStateException("Redis does not answer");
    }

    private static Look lookOf(Response reply) {
        var frames = new ArrayList<Kept>();
        for (var entry : reply.get(3)) {
            frames.add(new Kept(
                    offsetOf(entry.get(0).toString()), entry.get(1).get(1).toString()));
        }
        var end = new Position(reply.get(0).toString(), reply.get(1).toLong());
        return new Look(end, offsetOf(reply.get(2).toString()), frames);
    }

    private static long offsetOf(String entry) {
        return Long.parseLong(entry.substring(0, entry.indexOf('-')));
    }

    private ObjectNode tree(Frame frame) {
        var tree = mapper.createObjectNode();
        tree.put("type", frame.type())
                .put("topic", frame.topic())
                .put("at", clock.instant().toString());
        tree.set("data", mapper.valueToTree(frame.data()));
        return tree;
    }

    private String json(ObjectNode tree) {
        try {
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a frame that is no JSON", bug);
        }
    }

    /** In braces: all keys of a person live on one node of a Redis Cluster. */
    private static String stream(UUID person) {
        return "{" + person + "}:realtime";
    }

    private static String counter(UUID person) {
        return stream(person) + ":counter";
    }

    private static String once(UUID person) {
        return stream(person) + ":once";
    }

    private static String told(UUID subject) {
        return "{" + subject + "}:told";
    }

    private static String newEpoch() {
        return "%08x".formatted(ThreadLocalRandom.current().nextInt());
    }
}
