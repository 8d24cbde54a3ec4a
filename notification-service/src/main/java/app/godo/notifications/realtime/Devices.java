package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The sockets open at this replica, by person. */
@ApplicationScoped
class Devices {

    /** How long the sockets may take to hear that this replica stops. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final Map<String, Device> byConnection = new ConcurrentHashMap<>();
    private final Map<UUID, Deque<Device>> byPerson = new ConcurrentHashMap<>();
    private final Bell bell;
    private final Streams streams;
    private final AccessTokens tokens;
    private final RealtimeConfig config;
    private final Counter dropped;
    private final Clock clock;

    Devices(Bell bell, Streams streams, AccessTokens tokens, RealtimeConfig config, MeterRegistry meters, Clock clock) {
        this.bell = bell;
        this.streams = streams;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
        this.dropped = meters.counter("godo.sockets.dropped");
        meters.gaugeMapSize("godo.sockets", List.of(), byConnection);
    }

    /** Listens to the bell, for as long as the service runs. */
    void start(@Observes StartupEvent started) {
        bell.listen(this::ring, this::lookAtAll);
    }

    /** The sockets are told to go to another replica. */
    void stop(@Observes ShutdownEvent stopping) {
        var closing = byConnection.values().stream()
                .map(device -> device.close(Closing.GOING_AWAY).onFailure().recoverWithNull())
                .toList();
        if (!closing.isEmpty()) {
            Uni.join()
                    .all(closing)
                    .andFailFast()
                    .ifNoItem()
                    .after(LAST_WORD)
                    .recoverWithItem(List.of())
                    .await()
                    .indefinitely();
        }
    }

    private void ring(UUID person) {
        byPerson.getOrDefault(person, new ArrayDeque<>()).forEach(Device::pump);
    }

    Device open(WebSocketConnection connection) {
        var device = new Device(connection, streams, config.patience(), dropped::increment, clock.millis());
        byConnection.put(connection.id(), device);
        return device;
    }

    /** Null once it is closed. */
    Device of(WebSocketConnection connection) {
        return byConnection.get(connection.id());
    }

    /** From now on the bell is for this device, too. */
    void know(Device device) {
        var devices = byPerson.compute(device.person(), (person, known) -> {
            var all = known == null ? new ConcurrentLinkedDeque<Device>() : known;
            all.add(device);
            return all;
        });
        if (!byConnection.containsKey(device.id())) {
            forget(device); // it closed while its stream was asked for
            return;
        }
        if (devices.size() > config.socketsPerPerson()) {
            close(devices.peek(), Closing.TOO_MUCH);
        }
    }

    void closed(WebSocketConnection connection) {
        var device = byConnection.remove(connection.id());
        if (device != null && device.isKnown()) {
            forget(device);
        }
    }

    private void forget(Device device) {
        byPerson.computeIfPresent(device.person(), (person, devices) -> {
            devices.remove(device);
            return devices.isEmpty() ? null : devices;
        });
    }

    /** Closes the sockets whose token has expired, whose session was ended, or that have fallen silent. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void closeEnded() {
        var silent = clock.millis() - config.silence().toMillis();
        for (var device : byConnection.values()) {
            if (device.lastHeard() < silent) {
                close(device, Closing.GOING_AWAY);
            } else if (device.isKnown()) {
                tokens.verify(device.token())
                        .onFailure(AccessTokens.InvalidToken.class)
                        .invoke(ended -> close(device, Closing.AUTH))
                        .subscribe()
                        .with(good -> {}, over -> {});
            }
        }
    }

    /** A ring may be missed while the bell is away: every stream is looked at when it is back, and now and then. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookAtAll() {
        byPerson.values().forEach(devices -> devices.forEach(Device::pump));
    }

    private static void close(Device device, Closing why) {
        Uni<Void> closing = device.close(why);
        closing.subscribe().with(closed -> {}, gone -> {});
    }
}
