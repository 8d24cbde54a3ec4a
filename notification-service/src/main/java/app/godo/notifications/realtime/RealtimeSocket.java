package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /api/v1/realtime}, subprotocol {@code godo.v1}: one socket a device.
 *
 * <p>The access token comes as a second subprotocol {@code bearer.<token>} or in a first frame {@code {type:"auth", token}} within
 * five seconds, never in the address. What the caller is told comes without asking; {@code {type:"subscribe",
 * topic:"notifications", since:"<epoch>-<offset>"}} goes on after a frame that has arrived, or gets {@code {type:"reset", topic}}
 * when the history does not reach back so far: then the REST resource knows. Closed with 4401 when the token ends, 4408 when frames
 * are not taken, 4429 when the app says too much.
 */
@WebSocket(path = "/api/v1/realtime")
public class RealtimeSocket {

    private static final String BEARER = "bearer.";
    private static final long TIME_TO_SIGN_IN_MILLIS = 5_000;

    private final Devices devices;
    private final Streams streams;
    private final AccessTokens tokens;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Vertx vertx;

    RealtimeSocket(
            Devices devices, Streams streams, AccessTokens tokens, ObjectMapper mapper, Clock clock, Vertx vertx) {
        this.devices = devices;
        this.streams = streams;
        this.tokens = tokens;
        this.mapper = mapper;
        this.clock = clock;
        this.vertx = vertx;
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection connection) {
        var device = devices.open(connection);
        var token = tokenOf(connection);
        if (token.isPresent()) {
            return signIn(device, token.get());
        }
        vertx.setTimer(TIME_TO_SIGN_IN_MILLIS, timer -> {
            if (!device.isKnown()) {
                device.close(Closing.AUTH).subscribe().with(closed -> {}, gone -> {});
            }
        });
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    Uni<Void> hear(String text, WebSocketConnection connection) {
        var device = devices.of(connection);
        if (device.isTooTalkative(clock.millis())) {
            return device.close(Closing.TOO_MUCH);
        }
        ClientFrame frame;
        try {
            frame = mapper.readValue(text, ClientFrame.class);
        } catch (JsonProcessingException noFrame) {
            return error(device, "malformed-frame");
        }
        if (!device.isKnown()) {
            return "auth".equals(frame.type()) && frame.token() != null
                    ? signIn(device, frame.token())
                    : device.close(Closing.AUTH);
        }
        return switch (frame.type() == null ? "" : frame.type()) {
            case "subscribe" -> subscribe(device, frame);
            case "ping" -> device.say("{\"type\":\"pong\"}");
            case "ack" -> Uni.createFrom().voidItem();
            case "auth" -> frame.token() == null ? error(device, "malformed-frame") : renew(device, frame.token());
            default -> error(device, "unknown-frame");
        };
    }

    @OnClose
    void close(WebSocketConnection connection) {
        devices.closed(connection);
    }

    private Uni<Void> signIn(Device device, String token) {
        return tokens.verify(token)
                .chain(identity -> streams.extent(identity.userId()).invoke(extent -> {
                    device.identify(token, identity);
                    device.resumeAt(extent.end());
                    devices.know(device);
                }))
                .chain(extent -> device.say("{\"type\":\"welcome\",\"id\":\"" + extent.end() + "\"}"))
                .invoke(device::pump)
                .onFailure()
                .recoverWithUni(refused -> device.close(Closing.AUTH));
    }

    /** A fresh token of the same person keeps the socket open. */
    private Uni<Void> renew(Device device, String token) {
        return tokens.verify(token)
                .invoke(identity -> {
                    if (!identity.userId().equals(device.person())) {
                        throw new AccessTokens.InvalidToken();
                    }
                    device.identify(token, identity);
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(refused -> device.close(Closing.AUTH));
    }

    private Uni<Void> subscribe(Device device, ClientFrame frame) {
        if (!Frame.NOTIFICATIONS.equals(frame.topic())) {
            return error(device, "unknown-topic");
        }
        var since = frame.since() == null ? Optional.<Position>empty() : Position.parse(frame.since());
        return streams.extent(device.person())
                .chain(extent -> {
                    if (since.isPresent() && reaches(extent, since.get())) {
                        device.resumeAt(since.get());
                        return Uni.createFrom().voidItem();
                    }
                    device.resumeAt(extent.end());
                    return frame.since() == null
                            ? Uni.createFrom().voidItem()
                            : device.say(
                                    "{\"type\":\"reset\",\"topic\":\"notifications\",\"id\":\"" + extent.end() + "\"}");
                })
                .invoke(device::pump);
    }

    private static boolean reaches(Streams.Extent extent, Position since) {
        return since.epoch().equals(extent.end().epoch())
                && since.offset() >= extent.oldest() - 1
                && since.offset() <= extent.end().offset();
    }

    private Uni<Void> error(Device device, String code) {
        try {
            return device.say(mapper.writeValueAsString(Map.of("type", "error", "code", code)));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static Optional<String> tokenOf(WebSocketConnection connection) {
        var offered = connection.handshakeRequest().header("Sec-WebSocket-Protocol");
        return offered == null
                ? Optional.empty()
                : Arrays.stream(offered.split(","))
                        .map(String::strip)
                        .filter(protocol -> protocol.startsWith(BEARER))
                        .map(protocol -> protocol.substring(BEARER.length()))
                        .findFirst();
    }
}
