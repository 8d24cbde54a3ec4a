package app.godo.load;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How long it takes from a swipe that is sent until the person's vector in Redis knows of it. */
final class SwipeToVector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long FIRST_LOOK_NANOS = 2_000_000;
    /** Looks are a tenth of the wait apart: as exact as it needs to be, and a slow fleet is not slowed further by being watched. */
    private static final int LOOKS_A_WAIT = 10;

    /**
     * What was seen.
     *
     * @param nanos how long each swipe took that arrived
     * @param lost how many were refused or did not arrive in five seconds
     */
    record Seen(Histogram nanos, int lost) {}

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    SwipeToVector(String address) {
        redis = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(address)
                        .setMaxPoolSize(16)
                        .setMaxPoolWaiting(1024));
    }

    /**
     * Everybody in turn swipes the next Event, so many a second all together whatever comes back, until the time is up. The clock
     * of each starts when it was due, so that a fleet that stands still is seen by all that came due meanwhile. Those of the first
     * seconds, to warm up, have to arrive but do not count.
     */
    Seen sample(List<Person> people, List<String> events, int perSecond, Duration warm, Duration during)
            throws InterruptedException {
        var nanos = new ConcurrentHistogram(3);
        var lost = new AtomicInteger();
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < perSecond * warm.plus(during).toSeconds(); i++) {
                boolean counts = i >= perSecond * warm.toSeconds();
                long due = begin + i * 1_000_000_000L / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                var person = people.get(i % people.size());
                int round = i / people.size();
                threads.submit(() -> {
                    long learnt = swipe(person, events.get(round), round + 1);
                    if (learnt < 0) {
                        lost.incrementAndGet();
                    } else if (counts) {
                        nanos.recordValue(learnt - due);
                    }
                    return null;
                });
            }
        }
        return new Seen(nanos, lost.get());
    }

    /** Swipes, and watches the vector until it holds so many. Returns when it did, -1 if it was refused or took too long. */
    private long swipe(Person person, String event, int swipes) throws Exception {
        long begin = System.nanoTime();
        var answer = person.postLater(Swipes.PATH, Swipes.one(event));
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            long waited = System.nanoTime() - begin;
            TimeUnit.NANOSECONDS.sleep(Math.max(FIRST_LOOK_NANOS, waited / LOOKS_A_WAIT));
            if (learnt(person) >= swipes) {
                long now = System.nanoTime();
                return answer.get() == 201 ? now : -1;
            }
        }
        return -1;
    }

    /** How many swipes the vector holds; the key is recommendation-service's. */
    private long learnt(Person person) throws Exception {
        var count = Request.cmd(Command.HGET)
                .arg("{%s}:taste".formatted(person.id()))
                .arg("n");
        var answer = redis.send(count).toCompletionStage().toCompletableFuture().get();
        return answer == null ? 0 : answer.toLong();
    }

    @Override
    public void close() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
