package app.godo.reco.tastes;

import static app.godo.reco.tastes.TasteKeys.seen;
import static app.godo.reco.tastes.TasteKeys.taste;

import app.godo.wire.facts.Direction;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Request;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The script that folds swipes into a person's vector and takes them out again; it is atomic, and repeating it changes nothing. */
final class FoldScript {

    private static final Buffer NOTHING = Buffer.buffer();

    /**
     * Folds swipes into the vector. Of two swipes on an Event the later one counts, by the first bytes of its mark: what the
     * other had added is taken out again if the Event still has the facets it had then. If it has not, only the database can
     * say what the sums are: the mark that all is there goes, and the next feed builds them; so it does where the sums were lost
     * and begin anew, and where a swipe is not to teach any more that was made before the person began anew. A swipe that was taken back is taken out likewise, what held before it counts again, and its id is kept, so that
     * it teaches nothing when it is told again. ARGV: revision, time, seconds to be kept, last swipe, then for each swipe the Event,
     * the mark of what was taken back or nothing, the mark of what counts or nothing, and the Event's facets.
     */
    private static final String FOLD = """
            local tallies = { %1$s }
            local function tally(mark) return mark == '' and 0 or tallies[string.sub(mark, %3$d, %3$d)] end
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
            local function rebuild() redis.call('HDEL', KEYS[2], 'built') end
            local function id(mark) return string.sub(mark, %5$d, %2$d) end
            local function undone(event, mark) return '-' .. event .. id(mark) end
            local function replace(event, before, mark, facets)
              local change = tally(mark) - tally(before)
              if change ~= 0 then add(facets, string.format('%%.0f', change)) end
              if before == '' then redis.call('HINCRBY', KEYS[1], 'n', 1) end
              if mark ~= '' then redis.call('HSET', KEYS[2], event, mark) return end
              if redis.call('HINCRBY', KEYS[1], 'n', -1) == 0 then redis.call('HDEL', KEYS[1], 'n') end
              redis.call('HDEL', KEYS[2], event)
            end
            local function learn(event, before, mark, facets)
              if before ~= '' and not later(mark, before) then return 0 end
              if before == '' or string.sub(before, %4$d) == string.sub(mark, %4$d) then
                replace(event, before, mark, facets)
              else
                redis.call('HSET', KEYS[2], event, mark)
                rebuild()
              end
              return 1
            end
            if redis.call('HEXISTS', KEYS[1], 'rev') == 0 then rebuild() end
            local since = redis.call('HGET', KEYS[1], 'since')
            local function untaught(mark) return since and mark ~= '' and not later(mark, since) end
            local learned = 0
            for i = 5, #ARGV, 4 do
              local event, back, mark, facets = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
              if untaught(back) or untaught(mark) then rebuild() end
              local before = redis.call('HGET', KEYS[2], event) or ''
              local never = mark ~= '' and redis.call('HEXISTS', KEYS[2], undone(event, mark)) == 1
              if back == '' then
                if not never then learned = learned + learn(event, before, mark, facets) end
              elseif redis.call('HSETNX', KEYS[2], undone(event, back), 1) == 1 then
                learned = learned + 1
                if before == back and not never then
                  replace(event, before, mark, facets)
                elseif never or mark == '' or id(before) == id(back) then
                  rebuild()
                else
                  learn(event, before, mark, facets)
                end
              end
            end
            local last = redis.call('HGET', KEYS[1], 'last')
            if ARGV[4] ~= '' and (not last or ARGV[4] > last) then redis.call('HSET', KEYS[1], 'last', ARGV[4]) end
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
                    Swiped.ORDER_BYTES + 2,
                    Long.BYTES + 1);

    /**
     * A folding without swipes yet; see {@link #add} and {@link #takeBack}.
     *
     * @param last the last swipe that came in, null when all are taken back
     */
    static Request begin(UUID userId, String revision, long at, UUID last) {
        return TasteScripts.script(FOLD, taste(userId), seen(userId))
                .arg(revision)
                .arg(at)
                .arg(TasteScripts.KEPT_FOR.toSeconds())
                .arg(last == null ? "" : last.toString());
    }

    static void add(Request folding, Swiped swipe, List<String> facets) {
        item(folding, swipe.eventId(), NOTHING, Buffer.buffer(swipe.mark(facets)), facets);
    }

    /** @param held what counts for the Event now, null when nothing does */
    static void takeBack(Request folding, Swiped undone, Swiped held, List<String> facets) {
        var mark = held == null ? NOTHING : Buffer.buffer(held.mark(facets));
        item(folding, undone.eventId(), Buffer.buffer(undone.mark(facets)), mark, facets);
    }

    private static void item(Request folding, UUID event, Buffer undone, Buffer mark, List<String> facets) {
        folding.arg(Buffer.buffer(Swiped.bytes(event)))
                .arg(undone)
                .arg(mark)
                .arg(TasteKeys.ALL + TasteKeys.SEPARATOR + String.join(TasteKeys.SEPARATOR, facets));
    }

    private FoldScript() {}
}
