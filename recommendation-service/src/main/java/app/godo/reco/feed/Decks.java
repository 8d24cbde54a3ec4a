package app.godo.reco.feed;

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

/** Decks: frozen in Redis for whoever pages through them, and the last of each person at hand. */
@ApplicationScoped
class Decks {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long MOST_AT_HAND = 5_000;

    private final Redis redis;
    private final FeedConfig config;
    private final Cache<Question, Dealt> atHand;

    Decks(Redis redis, FeedConfig config) {
        this.redis = redis;
        this.config = config;
        this.atHand = Caffeine.newBuilder()
                .maximumSize(MOST_AT_HAND)
                .expireAfterWrite(config.sameDeckFor())
                .build();
    }

    /** Who asks, and for what. */
    record Question(UUID userId, Filters filters) {}

    /**
     * A deck and what it was made from.
     *
     * @param made equal while a new deck would be no other
     */
    record Dealt(Deck deck, Object made) {}

    /** The last deck for this question, if nothing has changed since; otherwise null. */
    Deck atHand(Question question, Object made) {
        var dealt = atHand.getIfPresent(question);
        return dealt != null && dealt.made().equals(made) ? dealt.deck() : null;
    }

    /** Freezes a deck for its lifetime. */
    Uni<Void> freeze(Question question, Deck deck, Object made) {
        var request = Request.cmd(Command.SET)
                .arg(key(question.userId(), deck.id()))
                .arg(Buffer.buffer(deck.bytes()))
                .arg("PX")
                .arg(config.deckLifetime().toMillis());
        return redis.send(request)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(() -> atHand.put(question, new Dealt(deck, made)))
                .replaceWithVoid();
    }

    /** Asks for a frozen deck; the answer is what {@link Deck#of(UUID, byte[])} reads, or nothing. */
    static Request frozen(UUID userId, UUID deckId) {
        return Request.cmd(Command.GET).arg(key(userId, deckId));
    }

    private static String key(UUID userId, UUID deckId) {
        return "{" + userId + "}:deck:" + deckId;
    }
}
