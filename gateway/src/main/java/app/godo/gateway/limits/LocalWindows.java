package app.godo.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What one replica counts by itself while Redis is away: coarser, in windows that begin with the first request of whoever it
 * is, and of a bounded number of callers. Longer windows than an hour are cut to one, in
 * proportion.
 */
final class LocalWindows {

    private static final int MOST_CALLERS = 100_000;
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Window(Instant start, int used) {}

    private final Clock clock;
    private final Cache<String, Window> windows = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterWrite(LONGEST)
            .build();

    LocalWindows(Clock clock) {
        this.clock = clock;
    }

    Verdict take(Rate rate, String who) {
        var now = clock.instant();
        var length = rate.window().compareTo(LONGEST) < 0 ? rate.window() : LONGEST;
        var requests = Math.max(
                1, (int) (rate.requests() * length.toMillis() / rate.window().toMillis()));
        var window = windows.asMap().compute(rate.name() + ":" + who, (key, known) -> {
            var current = known == null || !now.isBefore(known.start().plus(length)) ? new Window(now, 0) : known;
            return new Window(current.start(), Math.min(current.used(), requests) + 1);
        });
        var reset = Duration.between(now, window.start().plus(length));
        return new Verdict(rate, window.used() <= requests, Math.max(0, requests - window.used()), reset);
    }
}
