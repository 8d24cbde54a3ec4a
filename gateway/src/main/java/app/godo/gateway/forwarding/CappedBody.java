package app.godo.gateway.forwarding;

import app.godo.gateway.exchange.Refused;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body as it comes in, that fails as soon as it is longer than it may be: a chunked one does not say so before. */
final class CappedBody implements ReadStream<Buffer> {

    private final ReadStream<Buffer> body;
    private final long most;
    private long seen;
    private boolean tooLarge;
    private Handler<Throwable> onFailure;

    CappedBody(ReadStream<Buffer> body, long most) {
        this.body = body;
        this.most = most;
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    @Override
    public ReadStream<Buffer> handler(Handler<Buffer> handler) {
        body.handler(handler == null ? null : part -> pass(part, handler));
        return this;
    }

    private void pass(Buffer part, Handler<Buffer> handler) {
        if (tooLarge) {
            return;
        }
        seen += part.length();
        if (seen <= most) {
            handler.handle(part);
            return;
        }
        tooLarge = true;
        if (onFailure != null) {
            onFailure.handle(Refused.bodyTooLarge(most));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
        onFailure = handler;
        body.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        body.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        body.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        body.fetch(amount);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(Handler<Void> handler) {
        body.endHandler(
                handler == null
                        ? null
                        : ended -> {
                            if (!tooLarge) {
                                handler.handle(ended);
                            }
                        });
        return this;
    }
}
