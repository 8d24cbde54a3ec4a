package app.godo.reco.tastes;

import static app.godo.reco.tastes.TasteKeys.seen;
import static app.godo.reco.tastes.TasteKeys.taste;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;

import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/** The scripts that touch a person's taste; each is atomic, and repeating it changes nothing. */
final class TasteScripts {

    /**
     * Then both keys go, whoever it is, and are built again with the next feed: that lets go of who no longer comes and of
     * what was swiped long ago, and mends whatever may have gone wrong.
     */
    static final Duration KEPT_FOR = Duration.ofDays(7);

    /**
     * Puts what the database says in the place of all there is, unless something was learned since the asker looked. What
     * somebody chose is kept when the database has nothing else. ARGV: the revision looked at, the new one, time, seconds to be
     * kept, last swipe, categories, how many swipes, how many facets, what they say themselves, from when on swipes teach, then
     * each facet with its tally, then each Event with its mark.
     */
    private static final String BUILD = """
            if (redis.call('HGET', KEYS[1], 'rev') or '') ~= ARGV[1] then return 0 end
            local stated = ARGV[6] ~= '' and ARGV[6] or redis.call('HGET', KEYS[1], 'stated')
            local at = redis.call('HGET', KEYS[1], 'at') or ARGV[3]
            redis.call('DEL', KEYS[1], KEYS[2])
            redis.call('HSET', KEYS[1], 'rev', ARGV[2])
            if stated then redis.call('HSET', KEYS[1], 'stated', stated) end
            if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'last', ARGV[5], 'n', ARGV[7], 'at', at) end
            if ARGV[9] ~= '' then redis.call('HSET', KEYS[1], 'said', ARGV[9]) end
            if ARGV[10] ~= '' then redis.call('HSET', KEYS[1], 'since', ARGV[10]) end
            local events = 11 + 2 * ARGV[8]
            for i = 11, events - 1, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
            for i = events, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
            redis.call('HSET', KEYS[2], 'built', 1)
            for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[4]) end
            return 1""";

    /** Takes away the mark that all is there. ARGV: revision, seconds to be kept. */
    private static final String DOUBT = """
            redis.call('HDEL', KEYS[2], 'built')
            redis.call('HSET', KEYS[1], 'rev', ARGV[1])
            if redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
            return 1""";

    /** Sets what a person stated. ARGV: revision, categories, seconds to be kept. */
    private static final String STATE = """
            if redis.call('HGET', KEYS[1], 'stated') == ARGV[2] then return 0 end
            if redis.call('HEXISTS', KEYS[1], 'rev') == 0 then redis.call('HDEL', KEYS[2], 'built') end
            redis.call('HSET', KEYS[1], 'stated', ARGV[2], 'rev', ARGV[1])
            if redis.call('TTL', KEYS[1]) == -1 then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
            return 1""";

    /**
     * All there is, or only the revision when it is still the one that the asker knows; and whether it is all there is. ARGV:
     * revision.
     */
    private static final String READ = """
            local revision = redis.call('HGET', KEYS[1], 'rev') or ''
            if revision == '' or redis.call('HEXISTS', KEYS[2], 'built') == 0 then return {revision, 0} end
            if revision == ARGV[1] then return {revision, 1} end
            return {revision, 1, redis.call('HGETALL', KEYS[1]), redis.call('HGETALL', KEYS[2])}""";

    static Request build(UUID userId, String lookedAt, String revision, long at, Vector vector) {
        var request = script(BUILD, taste(userId), seen(userId))
                .arg(lookedAt)
                .arg(revision)
                .arg(at)
                .arg(KEPT_FOR.toSeconds())
                .arg(vector.last() == null ? "" : vector.last().toString())
                .arg(String.join(TasteKeys.SEPARATOR, vector.stated()))
                .arg(vector.swipes())
                .arg(vector.sums().size())
                .arg(vector.corrections().text())
                .arg(Buffer.buffer(
                        vector.corrections().since() == null
                                ? new byte[0]
                                : Swiped.endOf(vector.corrections().since())));
        vector.sums().forEach((facet, tally) -> request.arg(facet).arg(tally.packed()));
        vector.seen().forEach((event, mark) -> request.arg(Buffer.buffer(Swiped.bytes(event)))
                .arg(Buffer.buffer(mark)));
        return request;
    }

    static Request state(UUID userId, String revision, String categories) {
        return script(STATE, taste(userId), seen(userId))
                .arg(revision)
                .arg(categories)
                .arg(KEPT_FOR.toSeconds());
    }

    static Request doubt(UUID userId, String revision) {
        return script(DOUBT, taste(userId), seen(userId)).arg(revision).arg(KEPT_FOR.toSeconds());
    }

    static Request read(UUID userId, String knownRevision) {
        return script(READ, taste(userId), seen(userId)).arg(knownRevision);
    }

    /** Deletes whatever is a person's own. */
    static Request forget(UUID userId) {
        return Request.cmd(Command.DEL).arg(taste(userId)).arg(seen(userId)).arg(TasteKeys.decks(userId));
    }

    static Request script(String text, String... keys) {
        var request = Request.cmd(Command.EVAL).arg(text).arg(keys.length);
        Arrays.stream(keys).forEach(request::arg);
        return request;
    }

    private TasteScripts() {}
}
