package app.godo.reco.company;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The surroundings of people, remembered for a moment. Facts drop what they make untrue at once; the moment bounds what no Fact
 * tells, such as a friend who turns private or a swipe that nobody has learned from yet. Someone without friends has nobody who
 * could be hidden, and is asked for less.
 */
@ApplicationScoped
public class Companies {

    private static final Duration WITH_FRIENDS = Duration.ofMillis(900);
    private static final Duration WITHOUT_FRIENDS = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long MOST_REMEMBERED = 20_000;

    private final CompanyQuery query;
    private final Viewers viewers = new Viewers();
    private final Cache<UUID, Company> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(Expiry.<UUID, Company>writing(
                    (id, company) -> company.friends().isEmpty() ? WITHOUT_FRIENDS : WITH_FRIENDS))
            .executor(Runnable::run)
            .<UUID, Company>removalListener((id, company, cause) -> viewers.remove(id, company.friends()))
            .build();

    /** Questions that are under way, each with the people of whom something was told in the meantime. */
    private final Set<Asking> underWay = ConcurrentHashMap.newKeySet();

    Companies(CompanyQuery query) {
        this.query = query;
    }

    /** No record: two askings of one person are two. */
    private static final class Asking {
        private final UUID person;
        private final Set<UUID> changed = ConcurrentHashMap.newKeySet();

        private Asking(UUID person) {
            this.person = person;
        }

        private boolean stillTrue(Company company) {
            return !changed.contains(person) && Collections.disjoint(changed, company.friends());
        }
    }

    /** A person's surroundings; {@link Company#UNKNOWN} while the database is away. */
    public Uni<Company> of(UUID userId) {
        var known = remembered.getIfPresent(userId);
        return known != null ? Uni.createFrom().item(known) : ask(userId);
    }

    /** Somebody came or went: they and their friends have to be asked for again. */
    void attendanceChanged(UUID personId) {
        underWay.forEach(asking -> asking.changed.add(personId));
        remembered.invalidate(personId);
        remembered.invalidateAll(viewers.of(personId));
    }

    /** Two people became friends, or are so no more. */
    void friendshipChanged(UUID one, UUID other) {
        underWay.stream()
                .filter(asking -> asking.person.equals(one) || asking.person.equals(other))
                .forEach(asking -> asking.changed.add(asking.person));
        remembered.invalidate(one);
        remembered.invalidate(other);
    }

    /** An answer under which something about it was told is good for now, but not to be remembered. */
    private Uni<Company> ask(UUID userId) {
        var asking = new Asking(userId);
        underWay.add(asking);
        return query.of(userId)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(company -> remember(asking, company))
                .onTermination()
                .invoke(() -> underWay.remove(asking))
                .onFailure()
                .invoke(away -> Log.warnf("a feed without friends, the database is away: %s", away))
                .onFailure()
                .recoverWithItem(Company.UNKNOWN);
    }

    /** Looked at once more when it is in: what was told just before would otherwise have found nothing to drop. */
    private void remember(Asking asking, Company company) {
        // what it replaces takes its own viewers out first
        remembered.put(asking.person, company);
        viewers.add(asking.person, company.friends());
        if (!asking.stillTrue(company)) {
            remembered.invalidate(asking.person);
        }
    }

    /** Who has whom among their friends, for those who are remembered. */
    private static final class Viewers {

        private final Map<UUID, Set<UUID>> byFriend = new ConcurrentHashMap<>();

        private Set<UUID> of(UUID friend) {
            return byFriend.getOrDefault(friend, Set.of());
        }

        private void add(UUID viewer, Set<UUID> friends) {
            friends.forEach(friend -> byFriend.compute(friend, (id, viewers) -> {
                var more = viewers == null ? ConcurrentHashMap.<UUID>newKeySet() : viewers;
                more.add(viewer);
                return more;
            }));
        }

        private void remove(UUID viewer, Set<UUID> friends) {
            friends.forEach(friend -> byFriend.computeIfPresent(friend, (id, viewers) -> {
                viewers.remove(viewer);
                return viewers.isEmpty() ? null : viewers;
            }));
        }
    }
}
