package app.godo.gateway.forwarding;

import io.vertx.core.buffer.Buffer;

/** Follows the frames of a WebSocket (RFC 6455, 5.2) in bytes that pass: only between two of them can something else be said. */
final class Frames {

    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private int headSeen;
    private int lengthBytes;
    private int maskBytes;
    private long length;
    private long payloadLeft;

    void pass(Buffer bytes) {
        var at = 0;
        while (at < bytes.length()) {
            if (payloadLeft == 0) {
                head(bytes.getByte(at++));
            } else {
                var passing = (int) Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= passing;
                at += passing;
            }
        }
    }

    private void head(byte next) {
        headSeen++;
        if (headSeen == 2) {
            var said = next & 0x7f;
            maskBytes = next < 0 ? 4 : 0;
            lengthBytes = said == SHORT_LENGTH ? 2 : said == LONG_LENGTH ? 8 : 0;
            length = lengthBytes == 0 ? said : 0;
        } else if (headSeen > 2 && headSeen <= 2 + lengthBytes) {
            length = length << 8 | next & 0xff;
        }
        if (headSeen >= 2 && headSeen == 2 + lengthBytes + maskBytes) {
            payloadLeft = length;
            headSeen = 0;
        }
    }

    boolean isBetweenTwo() {
        return headSeen == 0 && payloadLeft == 0;
    }
}
