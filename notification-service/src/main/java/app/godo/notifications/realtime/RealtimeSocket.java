package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessTokens;
import app.godo.wire.problem.Refusal;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import java.time.Clock;
import java.util.Map;

/**
 * {@code GET /api/v1/realtime}, subprotocol {@code godo.v1}: one socket a device.
 *
 * <p>The access token comes with the handshake, as a second subprotocol {@code bearer.<token>}, or in a first frame {@code
 * {type:"auth", token}} within five seconds, never in the address; a later {@code auth} with a fresh token keeps the socket open.
 * What the caller is told comes without asking. An app that was here before says first of all {@code {type:"subscribe",
 * topic:"notifications", since:"<id>"}} with the id of the last frame that arrived, and gets every frame since, once and in order,
 * or {@code {type:"reset", topic}} when the history does not reach back so far: then the REST resource knows. Closed with 4401 when
 * the token ends, 4408 when frames are not taken, 4429 when the app says too much or has too many sockets.
 */
@WebSocket(path = "/api/v1/realtime")
public class RealtimeSocket {

    private final Devices devices;
    private final Streams streams;
    private final AccessTokens tokens;
    private final RealtimeConfig config;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Vertx vertx;

    RealtimeSocket(
            Devices devices,
            Streams streams,
            AccessTokens tokens,
            RealtimeConfig config,
            ObjectMapper mapper,
            Clock clock,
            Vertx vertx) {
        this.devices = devices;
        this.streams = streams;
        this.tokens = tokens;
        this.config = config;
        this.mapper = mapper;
        this.clock = clock;
        this.vertx = vertx;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        var device = devices.open(connection);
        var identity = connection.userData().get(TokenAtUpgrade.IDENTITY);
        if (identity != null) {
            device.identify(connection.userData().get(TokenAtUpgrade.TOKEN), identity);
            return welcome(device);
        }
        vertx.setTimer(config.signIn().toMillis(), timer -> {
            if (!device.isKnown()) {
                device.close(Closing.AUTH).subscribe().with(closed -> {}, gone -> {});
            }
        });
        return Uni.createFrom().voidItem();
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer ignored, WebSocketConnection connection) {
        var device = devices.of(connection);
        if (device != null) {
            device.heard(clock.millis());
        }
    }

    @OnTextMessage
    Uni<Void> hear(String text, WebSocketConnection connection) {
        var device = devices.of(connection);
        if (device == null) {
            return Uni.createFrom().voidItem();
        }
        device.heard(clock.millis());
        if (device.isTooTalkative(clock.millis(), config.framesPerTenSeconds())) {
            return device.close(Closing.TOO_MUCH);
        }
        try {
            return obey(device, mapper.readValue(text, ClientFrame.class));
        } catch (JsonProcessingException noFrame) {
            return error(device, "malformed-frame");
        }
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        devices.closed(connection);
    }

    /** What the app sent cannot be taken (too large to be read at all), or Redis is away. */
    @OnError
    Uni<Void> fail(Throwable failure, WebSocketConnection connection) {
        Log.debugf("socket %s: %s", connection.id(), failure.getMessage());
        var why = failure instanceof IllegalStateException ? Closing.TOO_LARGE : Closing.TRY_AGAIN;
        return connection.isOpen()
                ? connection.close(why.reason)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> obey(Device device, ClientFrame frame) {
        var type = frame == null || frame.type() == null ? "" : frame.type();
        if (!device.isKnown()) {
            return type.equals("auth") && frame.token() != null
                    ? signIn(device, frame.token())
                    : device.close(Closing.AUTH);
        }
        return switch (type) {
            case "subscribe" -> subscribe(device, frame);
            case "ping" -> device.say("{\"type\":\"pong\",\"at\":\"%s\"}".formatted(clock.instant()));
            case "ack" -> Uni.createFrom().voidItem();
            case "auth" -> frame.token() == null ? error(device, "malformed-frame") : renew(device, frame.token());
            default -> error(device, "unknown-frame");
        };
    }

    private Uni<Void> signIn(Device device, String token) {
        return tokens.verify(token)
                .invoke(identity -> device.identify(token, identity))
                .chain(identity -> welcome(device))
                .onFailure(AccessTokens.InvalidToken.class)
                .recoverWithUni(refused -> device.close(Closing.AUTH));
    }

    private Uni<Void> welcome(Device device) {
        return streams.end(device.person())
                .invoke(end -> devices.know(device))
                .call(end -> device.say("{\"type\":\"welcome\",\"id\":\"%s\"}".formatted(end)))
                .invoke(device::arrivedAt)
                .invoke(() -> vertx.setTimer(config.hold().toMillis(), timer -> device.begin()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(away -> device.close(Closing.TRY_AGAIN));
    }

    /**
     * A fresh token of the same person keeps the socket open. One that does not hold, or that nobody can check now, renews nothing,
     * and the socket stays until its old token ends.
     */
    private Uni<Void> renew(Device device, String token) {
        return tokens.verify(token)
                .chain(identity -> {
                    if (!identity.userId().equals(device.person())) {
                        return device.close(Closing.AUTH);
                    }
                    device.identify(token, identity);
                    return Uni.createFrom().voidItem();
                })
                .onFailure(Refusal.class)
                .recoverWithUni(no -> error(device, no.code()));
    }

    private Uni<Void> subscribe(Device device, ClientFrame frame) {
        if (!Frame.NOTIFICATIONS.equals(frame.topic())) {
            return error(device, "unknown-topic");
        }
        if (frame.since() == null) {
            device.begin();
        } else {
            device.resumeAfter(Position.parse(frame.since()).orElse(Position.NOWHERE));
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> error(Device device, String code) {
        try {
            return device.say(mapper.writeValueAsString(Map.of("type", "error", "code", code)));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
