package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessToken;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.impl.ConnectionBase;

import java.time.Duration;
import java.util.UUID;

/**
 * One open socket. Its frames go out one after another, read from the stream as the app takes them: nothing is buffered here but
 * the wish to go on, and only the one pass that is under way moves the place in the stream.
 */
final class Device {

    private static final int AT_ONCE = 50;
    private static final long WINDOW_MILLIS = 10_000;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final WebSocketConnection connection;
    private final Streams streams;
    private final Duration patience;
    private final Runnable onDrop;
    private volatile String token;
    private volatile AccessToken identity;
    private volatile long lastHeard;
    private Position at;
    private Position sentFrom;
    private Position wish;
    private boolean begun;
    private boolean pumping;
    private boolean again;
    private long windowStart;
    private int framesInWindow;

    Device(WebSocketConnection connection, Streams streams, Duration patience, Runnable onDrop, long nowMillis) {
        this.connection = connection;
        this.streams = streams;
        this.patience = patience;
        this.onDrop = onDrop;
        this.lastHeard = nowMillis;
    }

    void identify(String accessToken, AccessToken verified) {
        token = accessToken;
        identity = verified;
    }

    String id() {
        return connection.id();
    }

    boolean isKnown() {
        return identity != null;
    }

    UUID person() {
        return identity.userId();
    }

    String token() {
        return token;
    }

    void heard(long nowMillis) {
        lastHeard = nowMillis;
    }

    long lastHeard() {
        return lastHeard;
    }

    /** Whether the app says more than it may. */
    synchronized boolean isTooTalkative(long nowMillis, int most) {
        if (nowMillis - windowStart > WINDOW_MILLIS) {
            windowStart = nowMillis;
            framesInWindow = 0;
        }
        return ++framesInWindow > most;
    }

    /** The device came when its stream stood here, and was welcomed. Frames wait until it is clear where the app wants to go on. */
    void arrivedAt(Position end) {
        synchronized (this) {
            at = end;
        }
        pump();
    }

    /** The app wants what follows this frame. */
    void resumeAfter(Position since) {
        synchronized (this) {
            wish = since;
        }
        begin();
    }

    /** From now on frames go out. */
    void begin() {
        synchronized (this) {
            begun = true;
        }
        pump();
    }

    /** Sends what the stream has beyond the last frame sent. */
    void pump() {
        synchronized (this) {
            if (!begun || at == null) {
                return;
            }
            again = pumping;
            if (pumping) {
                return;
            }
            pumping = true;
        }
        pass().subscribe().with(done -> rest(), this::stumble);
    }

    private void rest() {
        boolean more;
        synchronized (this) {
            pumping = false;
            more = again || wish != null;
            again = false;
        }
        if (more) {
            pump();
        }
    }

    private Uni<Void> pass() {
        var from = place();
        return streams.look(person(), from.offset(), AT_ONCE).chain(found -> {
            if (!found.reaches(from)) {
                return reset(found.end());
            }
            Uni<Void> sent = Uni.createFrom().voidItem();
            for (var frame : found.frames()) {
                sent = sent.chain(() -> send(new Position(from.epoch(), frame.offset()), frame.json()));
            }
            return found.frames().size() == AT_ONCE ? sent.chain(this::pass) : sent;
        });
    }

    /**
     * Where to read on. Before the first frame the app may go anywhere. After that only forward: what has gone out on this socket
     * does not go out again, and what lies before it could no longer come in order, so that is a history out of reach.
     */
    private synchronized Position place() {
        if (wish != null) {
            var since = wish;
            wish = null;
            if (sentFrom == null || since.isAfter(at)) {
                at = since;
            } else if (!since.isFrom(sentFrom)) {
                return Position.NOWHERE;
            }
        }
        return at;
    }

    /** A frame that was read before the app wished to go on elsewhere is left; the pass that follows begins there. */
    private Uni<Void> send(Position position, String json) {
        synchronized (this) {
            if (wish != null) {
                return Uni.createFrom().voidItem();
            }
            sentFrom = sentFrom == null ? at : sentFrom;
            at = position;
        }
        return say("{\"id\":\"" + position + "\"," + json.substring(1));
    }

    /** The history does not reach back so far: the app is told to read the whole anew, and goes on from here. */
    private Uni<Void> reset(Position end) {
        synchronized (this) {
            at = end;
            sentFrom = end;
        }
        return say("{\"type\":\"reset\",\"topic\":\"%s\",\"id\":\"%s\"}".formatted(Frame.NOTIFICATIONS, end));
    }

    /** Sends a text as it is; fails with {@link TooSlow} when the app does not take it in time. */
    Uni<Void> say(String json) {
        return connection.sendText(json).ifNoItem().after(patience).failWith(TooSlow::new);
    }

    private void stumble(Throwable failure) {
        synchronized (this) {
            pumping = false;
        }
        if (failure instanceof TooSlow) {
            drop();
        } else {
            // Redis is away, or the app has gone: the next look at all streams goes on, or there is nobody to go on for
            Log.debugf("socket %s: %s", connection.id(), failure.getMessage());
        }
    }

    /** A close frame would wait behind the frames that are not taken: when it is not taken either, the line is cut. */
    private void drop() {
        onDrop.run();
        close(Closing.TOO_SLOW).ifNoItem().after(GRACE).fail().subscribe().with(closed -> {}, stuck -> cut());
    }

    private void cut() {
        var line = (ConnectionBase) connection.userData().get(TokenAtUpgrade.LINE);
        line.channelHandlerContext().close(); // not through the handler that would flush first
    }

    Uni<Void> close(Closing why) {
        return connection.isOpen()
                ? connection.close(why.reason)
                : Uni.createFrom().voidItem();
    }

    private static final class TooSlow extends RuntimeException {
        TooSlow() {
            super("frames are not taken", null, false, false);
        }
    }
}
