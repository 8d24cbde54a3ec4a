package app.godo.wire.caller;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.sortedset.ReactiveSortedSetCommands;
import io.quarkus.redis.datasource.sortedset.ScoreRange;
import io.quarkus.redis.datasource.sortedset.ScoredValue;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/**
 * Sessions that were ended while some of their access tokens still live. The list is in Redis, fed by the gateway from the
 * {@code users} topic; every process keeps a copy that is at most a second behind, so that no request pays a round trip for it.
 * Only time takes a session off the copy: Redis may be away, or come back empty. Then whoever has a copy puts the list back, and
 * whoever starts without one, or has none to ask, reads the record of Postgres.
 */
@ApplicationScoped
public class EndedSessions {

    /** A sorted set of session ids, scored by the second at which their last access token expires. */
    private static final String KEY = "godo:ended-sessions";

    /** Clocks differ, and a verifier allows for it. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final ScoredValue<String>[] NONE = new ScoredValue[0];

    /** A Redis that does not answer is away. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration PATIENCE_WITH_POSTGRES = Duration.ofSeconds(2);

    private final ReactiveSortedSetCommands<String, String> sortedSets;
    private final Instance<SessionRecord> record;
    private final Clock clock;
    private final Map<UUID, Instant> ended = new ConcurrentHashMap<>();
    private volatile boolean away;
    private volatile boolean recalled;

    EndedSessions(ReactiveRedisDataSource redis, Instance<SessionRecord> record, Clock clock) {
        this.sortedSets = redis.sortedSet(String.class);
        this.record = record;
        this.clock = clock;
    }

    boolean contains(UUID sessionId) {
        return ended.containsKey(sessionId);
    }

    /** Ends a session's tokens here at once and in every other process within a second. Repeating it changes nothing. */
    public Uni<Void> add(UUID sessionId, Instant until) {
        ended.put(sessionId, until);
        return sortedSets
                .zadd(KEY, until.getEpochSecond(), sessionId.toString())
                .chain(() -> sortedSets.zremrangebyscore(KEY, ScoreRange.from(0, longAgo())))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .replaceWithVoid();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        ended.values().removeIf(until -> until.getEpochSecond() < longAgo());
        return sortedSets
                .zrangebyscoreWithScores(KEY, ScoreRange.from(longAgo(), Double.MAX_VALUE))
                .map(this::take)
                .call(this::putBack)
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .invoke(this::sayOnce)
                .onFailure()
                .recoverWithUni(this::recall)
                .call(() -> recalled ? Uni.createFrom().voidItem() : recall());
    }

    private Set<String> take(List<ScoredValue<String>> sessions) {
        sessions.forEach(one -> ended.put(UUID.fromString(one.value()), Instant.ofEpochSecond((long) one.score())));
        away = false;
        return sessions.stream().map(ScoredValue::value).collect(Collectors.toSet());
    }

    /** What Redis has lost, or never heard of. */
    private Uni<Void> putBack(Set<String> listed) {
        var now = clock.instant();
        var lost = ended.entrySet().stream()
                .filter(one -> one.getValue().isAfter(now)
                        && !listed.contains(one.getKey().toString()))
                .map(one ->
                        ScoredValue.of(one.getKey().toString(), one.getValue().getEpochSecond()))
                .toList();
        return lost.isEmpty()
                ? Uni.createFrom().voidItem()
                : sortedSets.zadd(KEY, lost.toArray(NONE)).replaceWithVoid();
    }

    /** Where there is no database, as in the gateway, those behind it refuse the token. */
    private Uni<Void> recall() {
        if (record.isUnsatisfied()) {
            return Uni.createFrom().voidItem();
        }
        return record.get()
                .recentlyEnded()
                .invoke(sessions -> {
                    ended.putAll(sessions);
                    recalled = true;
                })
                .replaceWithVoid()
                .ifNoItem()
                .after(PATIENCE_WITH_POSTGRES)
                .fail()
                .onFailure()
                .recoverWithNull();
    }

    private void sayOnce(Throwable failure) {
        if (!away) {
            Log.warnf("ended sessions: Redis is away, the last copy and Postgres count: %s", failure.getMessage());
        }
        away = true;
    }

    private long longAgo() {
        return clock.instant().minus(SKEW).getEpochSecond();
    }
}
