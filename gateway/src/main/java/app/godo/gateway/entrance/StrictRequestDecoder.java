package app.godo.gateway.entrance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Refuses what the usual decoder mends in silence, because a service behind might mend it in another way: a length beside
 * chunks, and headers folded over lines (RFC 9112, 5.2 and 6.1). A head that does not come to its end in time ends the
 * connection; for the first one time runs from the beginning.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

    private final Duration headTimeout;
    private boolean inHead = true;
    private boolean folded;
    private boolean broken;
    private byte previous;
    private ScheduledFuture<?> deadline;

    StrictRequestDecoder(HttpServerOptions options, Duration headTimeout) {
        super(options);
        this.headTimeout = headTimeout;
    }

    /** Whether what still comes is read for nothing. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        startWaiting(ctx);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both a length and chunks");
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        var from = in.readerIndex();
        var before = out.size();
        super.decode(ctx, in, out);
        if (inHead) {
            in.forEachByte(from, in.readerIndex() - from, this::isUnfolded);
        }
        for (var decoded : out.subList(before, out.size())) {
            if (decoded instanceof HttpRequest request) {
                headIsWhole(request);
            }
            if (decoded instanceof LastHttpContent) {
                inHead = true;
            }
        }
        if (inHead && deadline == null && (in.isReadable() || in.readerIndex() > from) && out.size() == before) {
            startWaiting(ctx);
        }
    }

    private void startWaiting(ChannelHandlerContext ctx) {
        Runnable tooLate = ctx::close;
        deadline = ctx.executor().schedule(tooLate, headTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        stopWaiting();
        super.handlerRemoved0(ctx);
    }

    private void headIsWhole(HttpRequest request) {
        inHead = false;
        previous = 0;
        stopWaiting();
        if (folded && request.decoderResult().isSuccess()) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header")));
        }
        folded = false;
        broken = request.decoderResult().isFailure();
    }

    private boolean isUnfolded(byte next) {
        if (previous == '\n' && (next == ' ' || next == '\t')) {
            folded = true;
        }
        previous = next;
        return true;
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
