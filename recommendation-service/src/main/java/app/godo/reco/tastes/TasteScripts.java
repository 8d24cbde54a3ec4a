package app.godo.reco.tastes;

import static app.godo.reco.tastes.TasteKeys.seen;
import static app.godo.reco.tastes.TasteKeys.taste;

import app.godo.wire.facts.Direction;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The scripts that touch a person's taste; each is atomic, and repeating it changes nothing. */
final class TasteScripts {

    /**
     * Then both keys go, whoever it is, and are built again with the next feed: that lets go of who no longer comes and of
     * what was swiped long ago, and mends whatever may have gone wrong.
     */
    private static final Duration KEPT_FOR = Duration.ofDays(7);

    /**
     * Folds swipes into the vector. Of two swipes on an Event the later one counts, by the first bytes of its mark: what the
     * other had added is taken out again if the Event still has the facets it had then. If it has not, only the database can
     * say what the sums are: the mark that all is there goes, and the next feed builds them; so it does where the sums were lost
     * and begin anew, and where a swipe comes late that is not to teach any more. ARGV: revision, time, seconds to
     * be kept, last swipe, then for each swipe the Event, its mark and its facets.
     */
    private static final String FOLD = """
            local tallies = { %1$s }
            local function add(facets, tally)
              for facet in string.gmatch(facets, '[^\\31]+') do
                if redis.call('HINCRBY', KEYS[1], facet, tally) == 0 then redis.call('HDEL', KEYS[1], facet) end
              end
            end
            local function later(one, other)
              for i = 1, %2$d do
                local a, b = string.byte(one, i), string.byte(other, i)
                if a ~= b then return a > b end
              end
              return false
            end
            if redis.call('HEXISTS', KEYS[1], 'rev') == 0 then redis.call('HDEL', KEYS[2], 'built') end
            local since = redis.call('HGET', KEYS[1], 'since')
            local learned = 0
            for i = 5, #ARGV, 3 do
              local event, mark, facets = ARGV[i], ARGV[i + 1], ARGV[i + 2]
              if since and not later(mark, since) then redis.call('HDEL', KEYS[2], 'built') end
              local before = redis.call('HGET', KEYS[2], event)
              if not before or later(mark, before) then
                local tally = tallies[string.sub(mark, %3$d, %3$d)]
                if not before then
                  redis.call('HINCRBY', KEYS[1], 'n', 1)
                  add(facets, string.format('%%.0f', tally))
                elseif string.sub(before, %4$d) == string.sub(mark, %4$d) then
                  local undone = tallies[string.sub(before, %3$d, %3$d)]
                  if tally ~= undone then add(facets, string.format('%%.0f', tally - undone)) end
                else
                  redis.call('HDEL', KEYS[2], 'built')
                end
                redis.call('HSET', KEYS[2], event, mark)
                learned = learned + 1
              end
            end
            local last = redis.call('HGET', KEYS[1], 'last')
            if not last or ARGV[4] > last then redis.call('HSET', KEYS[1], 'last', ARGV[4]) end
            if learned > 0 then redis.call('HSET', KEYS[1], 'rev', ARGV[1], 'at', ARGV[2]) end
            for _, key in ipairs(KEYS) do
              if redis.call('TTL', key) == -1 then redis.call('EXPIRE', key, ARGV[3]) end
            end
            return learned""".formatted(
                    Arrays.stream(Direction.values())
                            .map(way -> "%c = %d"
                                    .formatted(Swiped.way(way), Tally.of(way).packed()))
                            .collect(Collectors.joining(", ")),
                    Swiped.ORDER_BYTES,
                    Swiped.ORDER_BYTES + 1,
                    Swiped.ORDER_BYTES + 2);

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

    /** A folding without swipes yet; see {@link #add}. */
    static Request fold(UUID userId, String revision, long at, UUID last) {
        return script(FOLD, taste(userId), seen(userId))
                .arg(revision)
                .arg(at)
                .arg(KEPT_FOR.toSeconds())
                .arg(last.toString());
    }

    static void add(Request folding, Swiped swipe, List<String> facets) {
        folding.arg(Buffer.buffer(Swiped.bytes(swipe.eventId())))
                .arg(Buffer.buffer(swipe.mark(facets)))
                .arg(TasteKeys.ALL + TasteKeys.SEPARATOR + String.join(TasteKeys.SEPARATOR, facets));
    }

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

    private static Request script(String text, String... keys) {
        var request = Request.cmd(Command.EVAL).arg(text).arg(keys.length);
        Arrays.stream(keys).forEach(request::arg);
        return request;
    }

    private TasteScripts() {}
}
