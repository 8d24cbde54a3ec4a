package app.godo.reco.tastes;

import static app.godo.reco.tastes.TasteKeys.seen;
import static app.godo.reco.tastes.TasteKeys.taste;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;

import java.util.UUID;

/** The scripts that touch a person's taste; each is atomic, and repeating it changes nothing. */
final class TasteScripts {

    /**
     * Folds swipes into the vector. Of two swipes on an Event the greater {@code order} counts: what the other had added is
     * taken out again, by the record of it that is kept in {@code seen}. ARGV: revision, time, then for each swipe the Event,
     * order, packed tally, facets.
     */
    private static final String FOLD = """
            local function add(facets, tally)
              for facet in string.gmatch(facets, '[^\\31]+') do
                if redis.call('HINCRBY', KEYS[1], facet, tally) == 0 then redis.call('HDEL', KEYS[1], facet) end
              end
            end
            local function negative(tally)
              if string.sub(tally, 1, 1) == '-' then return string.sub(tally, 2) end
              return '-' .. tally
            end
            local learned = 0
            for i = 3, #ARGV, 4 do
              local event, order, tally, facets = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
              local before = redis.call('HGET', KEYS[2], event)
              local last, lastTally, lastFacets
              if before then
                last, lastTally, lastFacets = string.match(before, '^([^\\30]*)\\30([^\\30]*)\\30(.*)$')
              end
              if not before or order > last then
                if before then add(lastFacets, negative(lastTally)) else redis.call('HINCRBY', KEYS[1], 'n', 1) end
                add(facets, tally)
                redis.call('HSET', KEYS[2], event, order .. '\\30' .. tally .. '\\30' .. facets)
                learned = learned + 1
              end
            end
            if learned > 0 then redis.call('HSET', KEYS[1], 'rev', ARGV[1], 'at', ARGV[2]) end
            return learned""";

    /** Sets what a person stated. ARGV: revision, categories. */
    private static final String STATE = """
            if redis.call('HGET', KEYS[1], 'stated') == ARGV[2] then return 0 end
            redis.call('HSET', KEYS[1], 'stated', ARGV[2], 'rev', ARGV[1])
            return 1""";

    /** All there is, or only the revision when it is still the one that the asker knows. ARGV: revision. */
    private static final String READ = """
            local revision = redis.call('HGET', KEYS[1], 'rev')
            if not revision then return {''} end
            if revision == ARGV[1] then return {revision} end
            return {revision, redis.call('HGETALL', KEYS[1]), redis.call('HKEYS', KEYS[2])}""";

    static Request fold(UUID userId, String revision, long at) {
        return Request.cmd(Command.EVAL)
                .arg(FOLD)
                .arg(2)
                .arg(taste(userId))
                .arg(seen(userId))
                .arg(revision)
                .arg(at);
    }

    static Request state(UUID userId, String revision, String categories) {
        return Request.cmd(Command.EVAL)
                .arg(STATE)
                .arg(1)
                .arg(taste(userId))
                .arg(revision)
                .arg(categories);
    }

    static Request read(UUID userId, String knownRevision) {
        return Request.cmd(Command.EVAL)
                .arg(READ)
                .arg(2)
                .arg(taste(userId))
                .arg(seen(userId))
                .arg(knownRevision);
    }

    private TasteScripts() {}
}
