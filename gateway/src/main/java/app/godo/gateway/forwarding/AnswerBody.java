package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Refused;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.streams.ReadStream;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The body of an answer as it comes from a service, that fails when nothing more comes although somebody waits for it, or when the
 * client has taken nothing more for as long: its place is another's.
 */
final class AnswerBody implements ReadStream<Buffer> {

    /** What it is called in HTTP/2: nobody wants the rest. */
    private static final long CANCEL = 8;

    private final ReadStream<Buffer> body;
    private final Vertx vertx;
    private final long idleNanos;
    private final BooleanSupplier isOver;
    private final Handler<Throwable> whenBroken;
    private boolean waitedFor;
    private boolean broken;
    private long lastSign = System.nanoTime();
    private long timer;
    private Handler<Throwable> onFailure;

    /**
     * Begins to watch.
     *
     * @param isOver whether the answer has been given, or nobody is there for it any more
     * @param whenBroken told once, and before who reads, why the rest will not come
     */
    AnswerBody(
            ReadStream<Buffer> body,
            Vertx vertx,
            Duration idle,
            BooleanSupplier isOver,
            Handler<Throwable> whenBroken) {
        this.body = body;
        this.vertx = vertx;
        this.idleNanos = idle.toNanos();
        this.isOver = isOver;
        this.whenBroken = whenBroken;
        watch(idleNanos);
    }

    private void watch(long nanos) {
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), this::look);
    }

    private void look(long fired) {
        if (isOver.getAsBoolean()) {
            return;
        }
        var left = lastSign + idleNanos - System.nanoTime();
        if (left > 0) {
            watch(left);
        } else {
            fail(waitedFor ? Refused.badGateway() : new StreamResetException(CANCEL));
        }
    }

    /** The first reason counts; what follows from it is none. */
    private void fail(Throwable cause) {
        if (broken) {
            return;
        }
        broken = true;
        vertx.cancelTimer(timer);
        whenBroken.handle(cause);
        if (onFailure != null) {
            onFailure.handle(cause);
        }
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        body.handler(
                handler == null
                        ? null
                        : part -> {
                            lastSign = System.nanoTime();
                            handler.handle(part);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        onFailure = handler;
        body.exceptionHandler(handler == null ? null : this::fail);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        body.endHandler(
                handler == null
                        ? null
                        : ended -> {
                            vertx.cancelTimer(timer);
                            handler.handle(ended);
                        });
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        waitedFor = false;
        lastSign = System.nanoTime();
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        isWaitedFor();
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        isWaitedFor();
        body.fetch(amount);
        return this;
    }

    private void isWaitedFor() {
        waitedFor = true;
        lastSign = System.nanoTime();
    }
}
