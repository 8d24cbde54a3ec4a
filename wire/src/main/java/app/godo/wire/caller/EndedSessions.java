package app.godo.wire.caller;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.sortedset.ReactiveSortedSetCommands;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Sessions that were ended while some of their access tokens still live. The list is in Redis, fed by the gateway from the
 * {@code users} topic; every process keeps a copy that is at most a second old and stays when Redis is away, so that no
 * request pays a round trip for it.
 */
@ApplicationScoped
public class EndedSessions {

    /** A sorted set of session ids, scored by the second at which their last access token expires. */
    private static final String KEY = "godo:ended-sessions";

    private final ReactiveSortedSetCommands<String, String> sortedSets;
    private final ReactiveRedisDataSource redis;
    private final Clock clock;
    private volatile Set<UUID> ended = Set.of();
    /** Those ended here that no copy has held yet, and until when: a copy may have been on its way. */
    private final Map<UUID, Instant> endedHere = new ConcurrentHashMap<>();

    private volatile boolean stale;

    EndedSessions(ReactiveRedisDataSource redis, Clock clock) {
        this.redis = redis;
        this.sortedSets = redis.sortedSet(String.class);
        this.clock = clock;
    }

    boolean contains(UUID sessionId) {
        return ended.contains(sessionId) || endedHere.containsKey(sessionId);
    }

    /** Ends a session's tokens here at once and in every other process within a second. Repeating it changes nothing. */
    public Uni<Void> add(UUID sessionId, Instant until) {
        endedHere.put(sessionId, until);
        return sortedSets
                .zadd(KEY, until.getEpochSecond(), sessionId.toString())
                .chain(() -> sortedSets.zremrangebyscore(
                        KEY, ScoreRange.from(0, clock.instant().getEpochSecond() - 60)))
                .replaceWithVoid();
    }

    private void keep(Set<UUID> fresh) {
        ended = fresh;
        stale = false;
        var longAgo = clock.instant().minusSeconds(60);
        endedHere
                .entrySet()
                .removeIf(one -> fresh.contains(one.getKey()) || one.getValue().isBefore(longAgo));
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return sortedSets
                .zrangebyscore(KEY, ScoreRange.from(clock.instant().getEpochSecond() - 60, Double.MAX_VALUE))
                .map(ids -> ids.stream().map(UUID::fromString).collect(Collectors.toUnmodifiableSet()))
                .invoke(this::keep)
                .replaceWithVoid()
                .onFailure()
                .invoke(away -> {
                    if (!stale) {
                        Log.warnf("ended sessions: Redis is away, the last copy counts: %s", away.getMessage());
                    }
                    stale = true;
                })
                .onFailure()
                .recoverWithNull();
    }
}
