package app.godo.wire.outbox;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Whose Facts Kafka refuses for what they are, and not because it is away: they stay in the outbox, with all that follow them in their
 * order, and are tried again after a while, then after twice as long. Meanwhile everything else passes them by.
 */
final class SetAside {

    private static final Duration FIRST = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * What keeps an order.
     *
     * @param key null for the topic as a whole
     */
    record Line(String topic, String key) {}

    private record Wait(Duration length, Instant until, Instant since) {}

    private final Map<Line, Wait> waits = new ConcurrentHashMap<>();
    private final Clock clock;

    SetAside(Clock clock) {
        this.clock = clock;
    }

    /** Whether Kafka has answered, and would answer the same again. */
    static boolean isRefusal(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException
                    || cause instanceof UnknownTopicOrPartitionException
                    || cause instanceof TopicAuthorizationException
                    || cause instanceof InvalidTopicException) {
                return true;
            }
        }
        return false;
    }

    /** @param since when its first Fact was told */
    void add(Line line, Instant since) {
        var now = clock.instant();
        waits.compute(line, (same, before) -> {
            var length = before == null ? FIRST : before.length().multipliedBy(2);
            var wait = length.compareTo(LONGEST) < 0 ? length : LONGEST;
            return new Wait(wait, now.plus(wait), since);
        });
    }

    boolean has(Line line) {
        return isWaiting(waits.get(line)) || isWaiting(waits.get(new Line(line.topic(), null)));
    }

    /** Kafka has taken something of it. */
    void remove(Line line) {
        waits.remove(line);
    }

    /** What waits as a whole, for {@code topic <> all (…)}. */
    String[] topics() {
        return lines(false).stream().map(Line::topic).toArray(String[]::new);
    }

    /** What else waits, by a part of it. */
    String[] lines(Function<Line, String> part) {
        return lines(true).stream().map(part).toArray(String[]::new);
    }

    /** Since when the oldest of it has been told. */
    Optional<Instant> oldest() {
        return waits.values().stream().filter(this::isWaiting).map(Wait::since).min(Comparator.naturalOrder());
    }

    /** In one order. What was to be tried again long ago is there no more. */
    private List<Line> lines(boolean withKey) {
        var now = clock.instant();
        waits.values().removeIf(wait -> wait.until().plus(LONGEST).isBefore(now));
        return waits.entrySet().stream()
                .filter(one -> (one.getKey().key() != null) == withKey && isWaiting(one.getValue()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Line::topic).thenComparing(line -> String.valueOf(line.key())))
                .toList();
    }

    private boolean isWaiting(Wait wait) {
        return wait != null && clock.instant().isBefore(wait.until());
    }
}
