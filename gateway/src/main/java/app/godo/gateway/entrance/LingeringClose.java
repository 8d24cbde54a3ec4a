package app.godo.gateway.entrance;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;

import java.util.concurrent.TimeUnit;

/**
 * Closes in two steps after what could not be decoded. To close while more of it comes would reset the connection, and the client
 * might never read the answer: it hears that no more is said, and goes on for a moment to nobody.
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {

    private static final long LINGER_MILLIS = 1_000;

    private final StrictRequestDecoder decoder;
    private boolean closing;

    LingeringClose(StrictRequestDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (!decoder.isBroken() || !(ctx.channel() instanceof DuplexChannel channel)) {
            ctx.close(promise);
        } else if (!closing) {
            closing = true;
            channel.shutdownOutput();
            ctx.executor().schedule(() -> ctx.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
