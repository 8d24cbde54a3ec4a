package app.godo.pictures;

import app.godo.pictures.ImageRefused.Reason;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the first bytes of a picture say of it, before anything is decoded: a few bytes can claim to be gigabytes.
 *
 * @param width pixels, as stored
 * @param height pixels, as stored
 * @param whole whether a decoder has to hold all of it at once, as it does with a JPEG in several scans
 * @param orientation 1 to 8, how it is to be turned (EXIF 2.3, 4.6.4)
 */
record PictureHead(Format format, long width, long height, boolean whole, int orientation) {

    /** What is read, by its first bytes; what the sender calls it has to agree. */
    enum Format {
        JPEG("image/jpeg", 0xFF, 0xD8, 0xFF),
        PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');

        private final String mediaType;
        private final byte[] signature;

        Format(String mediaType, int... signature) {
            this.mediaType = mediaType;
            this.signature = new byte[signature.length];
            for (var i = 0; i < signature.length; i++) {
                this.signature[i] = (byte) signature[i];
            }
        }

        /** By a Content-Type, which may have parameters; null for none. */
        boolean isCalled(String type) {
            return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(mediaType);
        }

        private boolean begins(byte[] bytes) {
            return bytes.length >= signature.length
                    && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
        }
    }

    private static final int UPRIGHT = 1;
    private static final int MOST_TURNED = 8;

    /** Encoders make some ten; a decoder puts out the whole picture once for each, and thousands fit into a few megabytes. */
    private static final int MOST_SCANS = 32;

    /** Refuses what is neither, or is damaged as far as this looks. */
    static PictureHead of(byte[] bytes) {
        for (var format : Format.values()) {
            if (format.begins(bytes)) {
                try {
                    return format == Format.PNG ? png(bytes) : new Jpeg(bytes).head();
                } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException incomplete) {
                    throw new ImageRefused(Reason.UNREADABLE);
                }
            }
        }
        throw new ImageRefused(Reason.UNSUPPORTED);
    }

    /** Its first chunk is IHDR, and begins with the two sides (PNG, 11.2.1). */
    private static PictureHead png(byte[] bytes) {
        var chunk = ByteBuffer.wrap(bytes).position(Format.PNG.signature.length + Integer.BYTES);
        if (chunk.getInt() != 0x49484452) {
            throw new ImageRefused(Reason.UNREADABLE);
        }
        return new PictureHead(
                Format.PNG,
                Integer.toUnsignedLong(chunk.getInt()),
                Integer.toUnsignedLong(chunk.getInt()),
                false,
                UPRIGHT);
    }

    /** The segments of a JPEG up to its first scan (ITU-T T.81, B.1 and B.2). */
    private static final class Jpeg {

        private static final int MARKER = 0xFF;
        private static final int APP1 = 0xE1;
        private static final int START_OF_SCAN = 0xDA;
        private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        private static final int ORIENTATION = 0x0112;
        private static final int SHORT = 3;
        private static final int ENTRY = 12;

        private final ByteBuffer bytes;
        private long width;
        private long height;
        private int components;
        private boolean progressive;
        private int orientation = UPRIGHT;

        Jpeg(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes).position(2);
        }

        PictureHead head() {
            while (true) {
                var marker = marker();
                var length = Short.toUnsignedInt(bytes.getShort()) - Short.BYTES;
                var segment = bytes.slice(bytes.position(), length);
                bytes.position(bytes.position() + length);
                if (marker == START_OF_SCAN) {
                    return scanned(segment);
                }
                if (isFrame(marker)) {
                    frame(marker, segment);
                } else if (marker == APP1 && length > EXIF.length && isExif(segment)) {
                    orientation = orientation(segment);
                }
            }
        }

        private int marker() {
            if (Byte.toUnsignedInt(bytes.get()) != MARKER) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            var marker = MARKER;
            while (marker == MARKER) {
                marker = Byte.toUnsignedInt(bytes.get());
            }
            return marker;
        }

        /** SOF0 to SOF15; DHT, JPG and DAC are among the numbers and are none. */
        private static boolean isFrame(int marker) {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        private void frame(int marker, ByteBuffer segment) {
            if (components != 0) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            segment.get();
            height = Short.toUnsignedInt(segment.getShort());
            width = Short.toUnsignedInt(segment.getShort());
            components = Byte.toUnsignedInt(segment.get());
            progressive = marker != 0xC0 && marker != 0xC1;
        }

        private PictureHead scanned(ByteBuffer segment) {
            if (components == 0) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            if (laterScans() >= MOST_SCANS) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            var several = progressive || Byte.toUnsignedInt(segment.get()) < components;
            return new PictureHead(Format.JPEG, width, height, several, orientation);
        }

        /** Within what is coded the byte of a marker is followed by a zero, so that these two are one (B.1.1.5). */
        private int laterScans() {
            var scans = 0;
            for (var i = bytes.position(); i < bytes.limit() - 1; i++) {
                if (bytes.get(i) == (byte) MARKER && bytes.get(i + 1) == (byte) START_OF_SCAN) {
                    scans++;
                }
            }
            return scans;
        }

        private static boolean isExif(ByteBuffer segment) {
            var name = new byte[EXIF.length];
            segment.get(0, name);
            return Arrays.equals(name, EXIF);
        }

        /** Of the first directory; what cannot be read turns nothing. */
        private static int orientation(ByteBuffer segment) {
            try {
                var tiff = segment.slice(EXIF.length, segment.capacity() - EXIF.length);
                tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
                var directory = tiff.getInt(4);
                var entries = Short.toUnsignedInt(tiff.getShort(directory));
                for (var i = 0; i < entries; i++) {
                    var entry = directory + Short.BYTES + i * ENTRY;
                    if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION && tiff.getShort(entry + 2) == SHORT) {
                        var turned = tiff.getShort(entry + 8);
                        return turned >= UPRIGHT && turned <= MOST_TURNED ? turned : UPRIGHT;
                    }
                }
            } catch (IndexOutOfBoundsException broken) {
                return UPRIGHT;
            }
            return UPRIGHT;
        }
    }
}
