package app.godo.reco.company;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The surroundings of people, remembered for a moment. Facts drop what they make untrue at once; the moment bounds what no Fact
 * tells, such as a friend who turns private. Someone without friends has nobody who could be hidden, and is asked for less.
 */
@ApplicationScoped
public class Companies {

    private static final Duration WITH_FRIENDS = Duration.ofSeconds(2);
    private static final Duration WITHOUT_FRIENDS = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long MOST_REMEMBERED = 20_000;

    private final CompanyQuery query;
    private final AtomicLong dropped = new AtomicLong();
    private final Cache<UUID, Company> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.<UUID, Company>writing(
                    (id, company) -> company.friends().isEmpty() ? WITHOUT_FRIENDS : WITH_FRIENDS))
            .build();

    Companies(CompanyQuery query) {
        this.query = query;
    }

    /** A person's surroundings; {@link Company#UNKNOWN} while the database is away. */
    public Uni<Company> of(UUID userId) {
        var known = remembered.getIfPresent(userId);
        return known != null ? Uni.createFrom().item(known) : ask(userId);
    }

    /** Somebody came or went: they and their friends have to be asked for again. */
    void attendanceChanged(UUID personId) {
        dropped.incrementAndGet();
        remembered.invalidate(personId);
        remembered.asMap().values().removeIf(company -> company.friends().contains(personId));
    }

    /** Two people became friends, or are so no more. */
    void friendshipChanged(UUID one, UUID other) {
        dropped.incrementAndGet();
        remembered.invalidate(one);
        remembered.invalidate(other);
    }

    /** An answer that something was dropped under is good for now, but not to be remembered. */
    private Uni<Company> ask(UUID userId) {
        var before = dropped.get();
        return query.of(userId)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(company -> {
                    if (dropped.get() == before) {
                        remembered.put(userId, company);
                    }
                })
                .onFailure()
                .invoke(away -> Log.warnf("a feed without friends, the database is away: %s", away))
                .onFailure()
                .recoverWithItem(Company.UNKNOWN);
    }
}
