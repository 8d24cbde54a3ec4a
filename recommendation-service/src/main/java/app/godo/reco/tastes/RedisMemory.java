package app.godo.reco.tastes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;

import java.util.regex.Pattern;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How full Redis is. A full one lets go of the vectors and decks that were used least lately: they are built again, but no feed
 * is quick any more when that is everyone's.
 */
@ApplicationScoped
class RedisMemory {

    private static final double NEARLY_FULL = 0.8;
    private static final Pattern USED = Pattern.compile("^used_memory:(\\d+)", Pattern.MULTILINE);
    private static final Pattern MOST = Pattern.compile("^maxmemory:(\\d+)", Pattern.MULTILINE);

    private final Redis redis;
    private volatile double used = Double.NaN;
    private boolean warned;

    RedisMemory(Redis redis, MeterRegistry meters) {
        this.redis = redis;
        Gauge.builder("godo.redis.memory.used", this, memory -> memory.used)
                .description("The share of its memory that Redis uses; not a number when it has no bound or is away")
                .register(meters);
    }

    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return redis.send(Request.cmd(Command.INFO).arg("memory"))
                .invoke(answer -> note(shareOf(answer.toString())))
                .onFailure()
                .invoke(away -> used = Double.NaN)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Said once for each time that it fills up. */
    private void note(double share) {
        used = share;
        if (share > NEARLY_FULL && !warned) {
            Log.warnf(
                    "Redis uses %.0f %% of its memory; what it lets go of is built again at its people's cost",
                    100 * share);
        }
        warned = share > NEARLY_FULL;
    }

    static double shareOf(String info) {
        var most = number(MOST, info);
        return most > 0 ? number(USED, info) / most : Double.NaN;
    }

    private static double number(Pattern pattern, String info) {
        var found = pattern.matcher(info);
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }
}
