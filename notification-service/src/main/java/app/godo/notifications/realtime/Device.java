package app.godo.notifications.realtime;

import app.godo.wire.caller.AccessToken;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;

import java.time.Duration;
import java.util.UUID;

/** One open socket. Its frames go out one after another; while one is under way nothing is buffered but the wish to go on. */
final class Device {

    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_FRAMES = 60;
    private static final long WINDOW_MILLIS = 10_000;

    private final WebSocketConnection connection;
    private final Streams streams;
    private volatile String token;
    private volatile AccessToken identity;
    private Position at;
    private boolean pumping;
    private boolean again;
    private long windowStart;
    private int framesInWindow;

    Device(WebSocketConnection connection, Streams streams) {
        this.connection = connection;
        this.streams = streams;
    }

    void identify(String accessToken, AccessToken verified) {
        token = accessToken;
        identity = verified;
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

    /** Whether the app says more than it may. */
    synchronized boolean isTooTalkative(long nowMillis) {
        if (nowMillis - windowStart > WINDOW_MILLIS) {
            windowStart = nowMillis;
            framesInWindow = 0;
        }
        return ++framesInWindow > MOST_FRAMES;
    }

    /** Goes on from here. */
    synchronized void resumeAt(Position position) {
        at = position;
    }

    /** Sends what the stream has beyond the last frame sent. */
    void pump() {
        synchronized (this) {
            if (at == null || pumping) {
                again = true;
                return;
            }
            pumping = true;
            again = false;
        }
        sendRest().subscribe().with(done -> rest(), this::giveUp);
    }

    private void rest() {
        boolean more;
        synchronized (this) {
            pumping = false;
            more = again;
        }
        if (more) {
            pump();
        }
    }

    private Uni<Void> sendRest() {
        return streams.after(person(), at.offset(), AT_ONCE).chain(frames -> {
            Uni<Void> sent = Uni.createFrom().voidItem();
            for (var frame : frames) {
                sent = sent.chain(() -> send(frame));
            }
            return frames.size() == AT_ONCE ? sent.chain(this::sendRest) : sent;
        });
    }

    private Uni<Void> send(Streams.Kept frame) {
        var next = new Position(at.epoch(), frame.offset());
        return say("{\"id\":\"" + next + "\"," + frame.json().substring(1)).invoke(() -> resumeAt(next));
    }

    /** Sends a text as it is; an app that does not take it in time is dropped. */
    Uni<Void> say(String json) {
        return connection.sendText(json).ifNoItem().after(PATIENCE).fail();
    }

    private void giveUp(Throwable failure) {
        synchronized (this) {
            pumping = false;
        }
        if (connection.isOpen()) {
            Log.debugf("socket %s is dropped: %s", connection.id(), failure.getMessage());
            close(Closing.TOO_SLOW).subscribe().with(closed -> {}, gone -> {});
        }
    }

    Uni<Void> close(Closing why) {
        return connection.isOpen()
                ? connection.close(why.reason)
                : Uni.createFrom().voidItem();
    }
}
