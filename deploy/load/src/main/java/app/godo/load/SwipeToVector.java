package app.godo.load;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long it takes from a swipe that is sent until the person's vector in Redis knows of it. */
final class SwipeToVector implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
        redis = Redis.createClient(vertx, address);
    }

    /** Everybody in turn swipes one Event after the other, each when the last has arrived, until the time is up. */
    Seen sample(List<Person> people, List<String> events, int most, Duration during) throws Exception {
        var nanos = new Histogram(3);
        int lost = 0;
        long end = System.nanoTime() + during.toNanos();
        for (int i = 0; i < most && i / people.size() < events.size() && System.nanoTime() < end; i++) {
            long took = swipe(people.get(i % people.size()), events.get(i / people.size()));
            if (took < 0) {
                lost++;
            } else {
                nanos.recordValue(took);
            }
        }
        return new Seen(nanos, lost);
    }

    private long swipe(Person person, String event) throws Exception {
        long before = learnt(person);
        long begin = System.nanoTime();
        var answer = person.postLater(Swipes.PATH, Swipes.one(event));
        long took = 0;
        while (took < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(1);
            long now = learnt(person);
            took = System.nanoTime() - begin;
            if (now > before) {
                return answer.get() == 201 ? took : -1;
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
