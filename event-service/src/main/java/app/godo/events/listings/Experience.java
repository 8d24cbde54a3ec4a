package app.godo.events.listings;

import app.godo.events.matching.Background;
import app.godo.events.matching.Traits;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What this replica has learned of Listings: which words are rare, whose clock is wrong. It looks at some thousand of the days to
 * come, again after a while, and earlier as long as it has seen few. Joins the current transaction.
 */
@ApplicationScoped
class Experience {

    private static final int ENOUGH = 5_000;
    private static final Duration WHILE = Duration.ofMinutes(10);

    private final Listings listings;
    private final Drafting drafting;
    private final Remembered remembered;
    private final Clock clock;

    private volatile Learned learned = new Learned(Background.of(List.of()), Instant.MIN, 0, 0);

    /**
     * @param of how many Listings
     * @param since how many others have come since
     */
    private record Learned(Background background, Instant at, int of, int since) {

        boolean isEnough(Instant now) {
            return at.plus(WHILE).isAfter(now) && (of >= ENOUGH || since <= of / 2);
        }

        Learned after(int news) {
            return new Learned(background, at, of, since + news);
        }
    }

    Experience(Listings listings, Drafting drafting, Remembered remembered, Clock clock) {
        this.listings = listings;
        this.drafting = drafting;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** What there is to know when these come in. */
    Uni<Background> with(List<Drafted> news) {
        var now = clock.instant();
        var next = learned.after(news.size());
        if (next.isEnough(now)) {
            learned = next;
            return Uni.createFrom().item(next.background());
        }
        return listings.sample(ENOUGH)
                .chain(this::traitsOf)
                .chain(all -> OnAWorker.run(() -> {
                    news.forEach(one -> all.put(one.key(), remembered.traitsOf(one)));
                    return new Learned(Background.of(List.copyOf(all.values())), now, all.size(), 0);
                }))
                .invoke(fresh -> learned = fresh)
                .map(Learned::background);
    }

    /** Of these, by key; only what is not remembered is read. */
    private Uni<Map<String, Traits>> traitsOf(Map<String, byte[]> fingerprints) {
        var all = new TreeMap<String, Traits>();
        fingerprints.forEach((key, fingerprint) -> {
            var known = remembered.find(key, fingerprint);
            if (known != null) {
                all.put(key, known);
            }
        });
        var unknown = fingerprints.keySet().stream()
                .filter(key -> !all.containsKey(key))
                .toList();
        return unknown.isEmpty()
                ? Uni.createFrom().item(all)
                : listings.named(unknown)
                        .chain(known -> OnAWorker.run(() -> {
                            known.forEach(one -> all.put(one.key(), remembered.traitsOf(drafting.of(one))));
                            return all;
                        }));
    }
}
