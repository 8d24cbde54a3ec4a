package app.godo.gateway.forwarding;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.time.Duration;

/**
 * An open socket: passes bytes both ways. Whoever reads slowly slows the other side down, so that the service notices a slow client
 * and not the gateway's memory.
 */
final class Tunnel {

    /** A close frame that says 1012, service restart: the client is to come again, and will find another replica. */
    private static final Buffer RESTART = Buffer.buffer(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xf4});

    /** How long a client may take to answer that. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final NetSocket client;
    private final NetSocket service;
    private final Vertx vertx;
    private final Frames frames = new Frames();
    private boolean restarting;
    private boolean said;

    Tunnel(NetSocket client, NetSocket service, Vertx vertx) {
        this.client = client;
        this.service = service;
        this.vertx = vertx;
    }

    void join(Handler<Void> whenOver) {
        client.closeHandler(closed -> {
            service.close();
            whenOver.handle(null);
        });
        service.closeHandler(closed -> client.close());
        client.pipe().endOnComplete(false).to(service);
        service.handler(this::toClient);
        service.resume();
    }

    private void toClient(Buffer bytes) {
        if (said) {
            return;
        }
        frames.pass(bytes);
        client.write(bytes);
        if (client.writeQueueFull()) {
            service.pause();
            client.drainHandler(drained -> service.resume());
        }
        sayRestart();
    }

    /** Tells the client, as soon as a frame ends, that it should come again. */
    void restart() {
        restarting = true;
        sayRestart();
    }

    private void sayRestart() {
        if (restarting && !said && frames.isBetweenTwo()) {
            said = true;
            client.write(RESTART);
            vertx.setTimer(LINGER.toMillis(), late -> client.close());
        }
    }
}
