package app.godo.events.listings;

import app.godo.events.matching.Background;
import app.godo.events.matching.Listing;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final Clock clock;

    private volatile Learned learned = new Learned(Background.learned(List.of()), Instant.MIN, 0, 0);

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

    Experience(Listings listings, Drafting drafting, Clock clock) {
        this.listings = listings;
        this.drafting = drafting;
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
                .chain(known -> OnAWorker.run(() -> {
                    var all = new TreeMap<String, Listing>();
                    known.forEach(one -> all.put(one.key(), drafting.of(one).compared()));
                    news.forEach(one -> all.put(one.key(), one.compared()));
                    return new Learned(Background.learned(all.values()), now, all.size(), 0);
                }))
                .invoke(fresh -> learned = fresh)
                .map(Learned::background);
    }
}
