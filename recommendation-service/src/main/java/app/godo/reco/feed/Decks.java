package app.godo.reco.feed;

import app.godo.reco.tastes.TasteKeys;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;

import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Decks: frozen in Redis for whoever pages through them, and the last of each person at hand. Of a person's decks the latest
 * two for a question are kept, so that who pages through one may begin another; and of all their questions the latest four.
 */
@ApplicationScoped
class Decks {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** In bytes, of a heap of 256 MB. */
    private static final long MOST_AT_HAND = 48_000_000;

    private static final int BYTES_A_DECK = 8_000;

    /** A field is the question and the deck's id, which sorts by time. ARGV: question, deck id, deck, lifetime. */
    private static final String FREEZE = """
            local all, same = redis.call('HKEYS', KEYS[1]), {}
            table.sort(all, function(one, other) return string.sub(one, -36) < string.sub(other, -36) end)
            for _, field in ipairs(all) do
              if string.sub(field, 1, -37) == ARGV[1] then table.insert(same, field) end
            end
            if #same >= 2 then
              redis.call('HDEL', KEYS[1], same[1])
            elseif #all >= 4 then
              redis.call('HDEL', KEYS[1], all[1])
            end
            redis.call('HSET', KEYS[1], ARGV[1] .. ARGV[2], ARGV[3])
            return redis.call('PEXPIRE', KEYS[1], ARGV[4])""";

    private final Redis redis;
    private final FeedConfig config;
    private final Cache<Question, Dealt> atHand;

    Decks(Redis redis, FeedConfig config) {
        this.redis = redis;
        this.config = config;
        this.atHand = Caffeine.newBuilder()
                .maximumWeight(MOST_AT_HAND)
                .<Question, Dealt>weigher((question, dealt) -> BYTES_A_DECK
                        + (dealt.ranking() == null ? 0 : dealt.ranking().weight()))
                .expireAfterWrite(config.sameDeckFor())
                .build();
    }

    /** Who asks, and for what. */
    record Question(UUID userId, Filters filters) {

        private String key() {
            return TasteKeys.decks(userId);
        }

        /**
         * Two questions that happen to share it share their two places. Its end says how a deck is written: one that was frozen
         * otherwise is no longer kept.
         */
        private String tag() {
            return Integer.toHexString(filters.hashCode()) + ":3:";
        }
    }

    /**
     * A deck and what it was made from.
     *
     * @param made equal while a new deck would be no other
     * @param frozen whether Redis has it: one that is served whole does not need to be there
     */
    record Dealt(Deck deck, Ranking ranking, Object made, boolean frozen) {}

    /** The last deck that was dealt here for this question; null when there is none, or it was long ago. */
    Dealt last(Question question) {
        return atHand.getIfPresent(question);
    }

    /** Has it at hand for whoever asks again. */
    void remember(Question question, Dealt dealt) {
        atHand.put(question, dealt);
    }

    /** Freezes a deck for its lifetime. */
    Uni<Void> freeze(Question question, Deck deck) {
        var request = Request.cmd(Command.EVAL)
                .arg(FREEZE)
                .arg(1)
                .arg(question.key())
                .arg(question.tag())
                .arg(deck.id().toString())
                .arg(Buffer.buffer(deck.bytes()))
                .arg(config.deckLifetime().toMillis());
        return redis.send(request).ifNoItem().after(PATIENCE).fail().replaceWithVoid();
    }

    /** Asks for a frozen deck; the answer is what {@link Deck#of(UUID, byte[])} reads, or nothing. */
    static Request frozen(Question question, UUID deckId) {
        return Request.cmd(Command.HGET).arg(question.key()).arg(question.tag() + deckId);
    }

    /** Asks whether a frozen deck is still there: other replicas may have dealt newer ones. The answer is 1 or 0. */
    static Request kept(Question question, UUID deckId) {
        return Request.cmd(Command.HEXISTS).arg(question.key()).arg(question.tag() + deckId);
    }
}
