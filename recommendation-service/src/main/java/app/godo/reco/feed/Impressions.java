package app.godo.reco.feed;

import app.godo.wire.rows.Transactions;
import app.godo.wire.time.Ids;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Writes down what was shown, where, by which policy and how likely that was: from that another policy can be judged without being
 * tried. Written each second behind the feeds, which never wait for it; what does not fit in memory is lost, and counted.
 */
@ApplicationScoped
class Impressions {

    private static final int MOST_WAITING = 20_000;
    private static final int PORTION = 2_000;
    private static final long MOST_DECKS = 50_000;
    private static final Duration KEPT = Duration.ofDays(90);

    private static final String WRITE = """
            insert into reco.impressions (id, user_id, event_id, deck_id, position, policy_id, propensity, among, score,
                    shown_at)
            select shown.* from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::real[],
                    $8::smallint[], $9::real[], $10::timestamptz[])
                    as shown (id, user_id, event_id, deck_id, position, policy_id, propensity, among, score, shown_at)
             where shown.user_id = any ($11::uuid[])""";

    private static final String STILL_HERE = "select reco.still_here($1)";

    private static final String FORGET = """
            delete from reco.impressions where (user_id, id) in (
                select user_id, id from reco.impressions where shown_at < $1 limit 5000)""";

    private final Transactions transactions;
    private final Clock clock;
    private final Counter lost;
    private final ArrayBlockingQueue<Shown> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** How far into each deck cards were shown: a deck is dealt again, and what was shown is shown already. */
    private final Cache<UUID, Integer> shownUntil;

    Impressions(Transactions transactions, FeedConfig config, Clock clock, MeterRegistry meters) {
        this.transactions = transactions;
        this.clock = clock;
        this.shownUntil = Caffeine.newBuilder()
                .maximumSize(MOST_DECKS)
                .expireAfterWrite(config.deckLifetime())
                .build();
        this.lost = Counter.builder("godo.impressions.lost")
                .description("Cards that were shown and not written down")
                .register(meters);
    }

    private record Shown(UUID userId, Deck deck, int position, Instant at) {}

    /** These cards of a deck, one after another as they are in it. */
    void shown(UUID userId, Deck deck, List<CardView> cards) {
        var until = shownUntil.get(deck.id(), first -> 0);
        var now = clock.instant();
        for (var card : cards) {
            if (card.position() >= until && !waiting.offer(new Shown(userId, deck, card.position(), now))) {
                lost.increment();
            }
        }
        if (!cards.isEmpty()) {
            shownUntil.put(deck.id(), Math.max(until, cards.getLast().position() + 1));
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> write() {
        var portion = new ArrayList<Shown>(PORTION);
        waiting.drainTo(portion, PORTION);
        if (portion.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return write(portion)
                .chain(() -> portion.size() < PORTION ? Uni.createFrom().voidItem() : write())
                .onFailure()
                .invoke(away -> {
                    lost.increment(portion.size());
                    Log.warnf("what was shown is not written down: %s", away.getMessage());
                })
                .onFailure()
                .recoverWithNull();
    }

    /** Who was erased in between is left out. */
    private Uni<Void> write(List<Shown> shown) {
        var people = shown.stream().map(Shown::userId).distinct().toArray(UUID[]::new);
        return transactions
                .sqlAsWorker(sql -> sql.preparedQuery(STILL_HERE)
                        .execute(Tuple.of(people))
                        .map(rows -> {
                            var here = new ArrayList<UUID>();
                            rows.forEach(row -> here.add(row.getUUID(0)));
                            return here.toArray(UUID[]::new);
                        })
                        .chain(here -> sql.preparedQuery(WRITE).execute(Tuple.from(columns(shown, here)))))
                .replaceWithVoid();
    }

    private static List<Object> columns(List<Shown> shown, UUID[] here) {
        return List.of(
                column(shown, UUID[]::new, card -> Ids.next()),
                column(shown, UUID[]::new, Shown::userId),
                column(shown, UUID[]::new, card -> card.deck().events()[card.position()]),
                column(shown, UUID[]::new, card -> card.deck().id()),
                column(shown, Integer[]::new, Shown::position),
                column(shown, String[]::new, card -> "model-" + card.deck().model()),
                column(shown, Float[]::new, card -> card.deck().propensities()[card.position()]),
                column(shown, Short[]::new, card -> (short) card.deck().among()[card.position()]),
                column(shown, Float[]::new, card -> card.deck().scores()[card.position()]),
                column(shown, OffsetDateTime[]::new, card -> card.at().atOffset(ZoneOffset.UTC)),
                here);
    }

    private static <T> T[] column(List<Shown> shown, IntFunction<T[]> array, Function<Shown, T> value) {
        return shown.stream().map(value).toArray(array);
    }

    @Scheduled(every = "6h", delayed = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return transactions
                .deleteInPortions(FORGET, Tuple.of(clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC)))
                .onFailure()
                .invoke(away -> Log.warnf("old impressions are still there: %s", away.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
