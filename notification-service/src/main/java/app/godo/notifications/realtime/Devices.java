package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.WebSocketConnection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The sockets open at this replica, by person. */
@ApplicationScoped
class Devices {

    private final Map<String, Device> byConnection = new ConcurrentHashMap<>();
    private final Map<UUID, Set<Device>> byPerson = new ConcurrentHashMap<>();
    private final ReactiveRedisDataSource redis;
    private final Streams streams;
    private final AccessTokens tokens;

    Devices(ReactiveRedisDataSource redis, Streams streams, AccessTokens tokens, MeterRegistry meters) {
        this.redis = redis;
        this.streams = streams;
        this.tokens = tokens;
        meters.gaugeMapSize("godo.sockets", List.of(), byConnection);
    }

    /** Listens to the bell; when Redis comes back after an absence, looks at every stream. */
    void start(@Observes StartupEvent started) {
        redis.pubsub(String.class)
                .subscribe(Streams.BELL)
                .onFailure()
                .invoke(away -> Log.warnf("realtime: the bell is away: %s", away.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely()
                .subscribe()
                .with(this::ring, failure -> Log.error("realtime: the bell is gone", failure));
    }

    private void ring(String person) {
        byPerson.getOrDefault(UUID.fromString(person), Set.of()).forEach(Device::pump);
    }

    Device open(WebSocketConnection connection) {
        var device = new Device(connection, streams);
        byConnection.put(connection.id(), device);
        return device;
    }

    Device of(WebSocketConnection connection) {
        return byConnection.get(connection.id());
    }

    /** From now on the bell is for this device, too. */
    void know(Device device) {
        byPerson.computeIfAbsent(device.person(), person -> ConcurrentHashMap.newKeySet())
                .add(device);
    }

    void closed(WebSocketConnection connection) {
        var device = byConnection.remove(connection.id());
        if (device != null && device.isKnown()) {
            byPerson.computeIfPresent(device.person(), (person, devices) -> {
                devices.remove(device);
                return devices.isEmpty() ? null : devices;
            });
        }
    }

    /** Closes the sockets whose token has expired or whose session was ended. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void closeEnded() {
        for (var device : byConnection.values()) {
            if (device.isKnown()) {
                tokens.verify(device.token())
                        .onFailure(AccessTokens.InvalidToken.class)
                        .call(ended -> device.close(Closing.AUTH))
                        .subscribe()
                        .with(good -> {}, over -> {});
            }
        }
    }

    /** A bell may be missed while Redis is away: every stream is looked at now and then. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookAtAll() {
        byPerson.values().forEach(devices -> devices.forEach(Device::pump));
    }
}
