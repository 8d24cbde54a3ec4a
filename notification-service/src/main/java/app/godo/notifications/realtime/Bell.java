package app.godo.notifications.realtime;

import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.pubsub.ReactivePubSubCommands.ReactiveRedisSubscriber;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Rings at every replica when somebody's stream has grown. It falls with its connection to Redis, which ends as quietly as it
 * fails, and is hung up again each time.
 */
@ApplicationScoped
class Bell {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ReactiveRedisDataSource redis;
    private final Vertx vertx;
    private Consumer<UUID> onRing;
    private Runnable onHung;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean away;
    private volatile boolean stopping;

    Bell(ReactiveRedisDataSource redis, Vertx vertx) {
        this.redis = redis;
        this.vertx = vertx;
    }

    /**
     * Listens for as long as the service runs.
     *
     * @param ring whose stream has grown
     * @param hung it hangs, and whatever was rung before may have been missed
     */
    void listen(Consumer<UUID> ring, Runnable hung) {
        onRing = ring;
        onHung = hung;
        hang();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void hang() {
        untilItFalls().subscribe().with(never -> {}, this::fallen);
    }

    private Uni<Void> untilItFalls() {
        var subscriber = new AtomicReference<ReactiveRedisSubscriber>();
        return Uni.createFrom()
                .<Void>emitter(end -> redis.pubsub(String.class)
                        .subscribe(
                                Streams.BELL,
                                person -> onRing.accept(UUID.fromString(person)),
                                () -> end.fail(new IllegalStateException("the connection has ended")),
                                end::fail)
                        .invoke(subscriber::set)
                        .subscribe()
                        .with(hung -> hangs(), end::fail))
                .onFailure()
                .invoke(why -> takeDown(subscriber.get()));
    }

    private void hangs() {
        if (away) {
            Log.info("realtime: the bell is back");
        }
        away = false;
        pause = FIRST_PAUSE;
        onHung.run();
    }

    private void fallen(Throwable why) {
        if (stopping) {
            return;
        }
        if (!away) {
            Log.warnf("realtime: the bell is away, hanging it up again until it stays: %s", why.getMessage());
        }
        away = true;
        vertx.setTimer(pause.toMillis(), again -> hang());
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    /** A connection that failed without ending would go on ringing beside the next one. */
    private static void takeDown(ReactiveRedisSubscriber subscriber) {
        if (subscriber != null) {
            subscriber.unsubscribe().subscribe().with(down -> {}, gone -> {});
        }
    }
}
