package app.godo.gateway.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536})
    void the_end_of_a_frame_is_known_however_it_is_cut(int length) {
        for (var masked : new boolean[] {false, true}) {
            var frame = frame(length, masked);
            for (var cut = 1; cut < Math.min(frame.length(), 300); cut++) {
                var frames = new Frames();

                frames.pass(frame.getBuffer(0, cut));

                assertEquals(false, frames.isBetweenTwo(), "cut at " + cut);
                frames.pass(frame.getBuffer(cut, frame.length()));
                assertTrue(frames.isBetweenTwo(), "cut at " + cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1_000})
    void many_frames_in_pieces_are_followed(int piece) {
        var all = Buffer.buffer();
        for (var i = 0; i < 50; i++) {
            all.appendBuffer(frame(i * 37, i % 2 == 0));
        }
        var frames = new Frames();

        for (var at = 0; at < all.length(); at += piece) {
            frames.pass(all.getBuffer(at, Math.min(all.length(), at + piece)));
        }

        assertTrue(frames.isBetweenTwo());
        frames.pass(frame(5, false).getBuffer(0, 4));
        assertEquals(false, frames.isBetweenTwo());
    }

    private static Buffer frame(int length, boolean masked) {
        var mask = masked ? 0x80 : 0;
        var frame = Buffer.buffer().appendByte((byte) 0x82);
        if (length < 126) {
            frame.appendByte((byte) (mask | length));
        } else if (length < 65_536) {
            frame.appendByte((byte) (mask | 126)).appendUnsignedShort(length);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(length);
        }
        if (masked) {
            frame.appendInt(0x12345678);
        }
        return frame.appendBytes(new byte[length]);
    }
}
