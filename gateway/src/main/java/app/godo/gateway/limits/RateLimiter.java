package app.godo.gateway.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts a request against its rate class, by user where it is known who asks and by address where it is not. When Redis is
 * away each replica counts for itself: the fleet stays open, the metric {@code godo.gateway.limits.local} calls someone.
 */
@ApplicationScoped
public class RateLimiter {

    /** The class of those who did not show who they are. */
    public static final String BY_ADDRESS = "address";

    /** The class of browsers that ask beforehand. */
    public static final String PREFLIGHT = "preflight";

    /** The class of tokens whose signature is still to be checked. */
    public static final String NEW_TOKEN = "new-token";

    /** Between two tries whether Redis is back. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, RatesConfig.RateConfig> configs;
    private final Map<String, Rate> rates;
    private final SharedWindows shared;
    private final LocalWindows local;
    private final Clock clock;
    private final boolean dev;
    private final Counter countedLocally;
    private volatile Instant sharedAgainAt = Instant.MIN;

    RateLimiter(
            RatesConfig config,
            SharedWindows shared,
            Clock clock,
            MeterRegistry meters,
            @ConfigProperty(name = "godo.dev", defaultValue = "false") boolean dev) {
        this.configs = config.byName();
        this.rates = configs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        named -> new Rate(
                                named.getKey(),
                                named.getValue().requests(),
                                named.getValue().window())));
        for (var needed : List.of(BY_ADDRESS, PREFLIGHT, NEW_TOKEN)) {
            if (!rates.containsKey(needed)) {
                throw new IllegalArgumentException("there must be a rate godo.rates.%s".formatted(needed));
            }
        }
        this.shared = shared;
        this.local = new LocalWindows(clock);
        this.clock = clock;
        this.dev = dev;
        this.countedLocally = meters.counter("godo.gateway.limits.local");
    }

    /**
     * Takes one request from the quota.
     *
     * @param userId null when it is not known who asks
     * @return empty when this request is not counted at all
     */
    public Future<Optional<Verdict>> take(String rateClass, UUID userId, NetworkAddress address) {
        var byAddress = userId == null || configs.get(rateClass).alwaysByAddress();
        var name = byAddress && !configs.get(rateClass).alwaysByAddress() ? BY_ADDRESS : rateClass;
        if (dev && byAddress && address.loopback() && configs.get(name).devSparesLoopback()) {
            return Future.succeededFuture(Optional.empty());
        }
        return take(rates.get(name), byAddress ? address.key() : userId.toString())
                .map(Optional::of);
    }

    /** Whether replicas count together; never fails. */
    public Future<Boolean> isShared() {
        return shared.ping().map(true).otherwise(false);
    }

    private Future<Verdict> take(Rate rate, String who) {
        var now = clock.instant();
        if (now.isBefore(sharedAgainAt)) {
            return Future.succeededFuture(takeLocally(rate, who));
        }
        return shared.take(rate, who)
                .onSuccess(verdict -> redisIsThere())
                .onFailure(this::redisIsAway)
                .otherwise(away -> takeLocally(rate, who));
    }

    private Verdict takeLocally(Rate rate, String who) {
        countedLocally.increment();
        return local.take(rate, who);
    }

    private void redisIsThere() {
        if (sharedAgainAt != Instant.MIN) {
            sharedAgainAt = Instant.MIN;
            Log.info("rate limits: Redis is back, replicas count together again");
        }
    }

    private void redisIsAway(Throwable failure) {
        if (sharedAgainAt == Instant.MIN) {
            Log.warnf("rate limits: Redis is away, this replica counts alone: %s", failure.getMessage());
        }
        sharedAgainAt = clock.instant().plus(PAUSE);
    }
}
