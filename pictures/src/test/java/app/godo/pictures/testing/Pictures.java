package app.godo.pictures.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as phones and villains make them. */
public final class Pictures {

    public static final String PLACE = "40.7128N 74.0060W";

    /** Its left half red, its right half blue. */
    public static BufferedImage redAndBlue(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        var pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.BLUE);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) {
        return jpeg(redAndBlue(width, height, BufferedImage.TYPE_INT_RGB), false);
    }

    public static byte[] jpeg(BufferedImage image, boolean progressive) {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    public static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** With what a camera adds: how it was held, and where. */
    public static byte[] fromACamera(byte[] jpeg, int orientation) {
        return joined(part(jpeg, 0, 2), exif(orientation, PLACE), part(jpeg, 2, jpeg.length - 2));
    }

    private static byte[] exif(int orientation, String place) {
        var tiff = bytes(out -> {
            out.writeBytes("MM");
            out.writeShort(42);
            out.writeInt(8);
            out.writeShort(2);
            entry(out, 0x0112, 3, 1, orientation << 16);
            entry(out, 0x010E, 2, place.length() + 1, 8 + 2 + 2 * 12 + 4);
            out.writeInt(0);
            out.writeBytes(place + "\0");
        });
        return bytes(out -> {
            out.writeShort(0xFFE1);
            out.writeShort(2 + 6 + tiff.length);
            out.writeBytes("Exif\0\0");
            out.write(tiff);
        });
    }

    private static void entry(DataOutputStream out, int tag, int type, int count, int value) throws IOException {
        out.writeShort(tag);
        out.writeShort(type);
        out.writeInt(count);
        out.writeInt(value);
    }

    /** So many pixels in a few bytes. */
    public static byte[] pngThatClaims(int width, int height) {
        return joined(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
                chunk("IHDR", bytes(out -> {
                    out.writeInt(width);
                    out.writeInt(height);
                    out.write(new byte[] {8, 2, 0, 0, 0});
                })),
                chunk("IDAT", deflated(1 << 20)),
                chunk("IEND", new byte[0]));
    }

    /** Of a real JPEG, what it says of its size. */
    public static byte[] jpegThatClaims(int width, int height) {
        var jpeg = jpeg(16, 16);
        for (var i = 2; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                jpeg[i + 5] = (byte) (height >> 8);
                jpeg[i + 6] = (byte) height;
                jpeg[i + 7] = (byte) (width >> 8);
                jpeg[i + 8] = (byte) width;
                return jpeg;
            }
        }
        throw new AssertionError("no frame");
    }

    private static byte[] chunk(String type, byte[] data) {
        var named = joined(type.getBytes(StandardCharsets.US_ASCII), data);
        var sum = new CRC32();
        sum.update(named);
        return bytes(out -> {
            out.writeInt(data.length);
            out.write(named);
            out.writeInt((int) sum.getValue());
        });
    }

    private static byte[] deflated(int zeros) {
        return bytes(out -> {
            try (var deflater = new DeflaterOutputStream(out)) {
                deflater.write(new byte[zeros]);
            }
        });
    }

    public static byte[] joined(byte[]... parts) {
        return bytes(out -> {
            for (var part : parts) {
                out.write(part);
            }
        });
    }

    public static byte[] part(byte[] bytes, int from, int length) {
        var part = new byte[length];
        System.arraycopy(bytes, from, part, 0, length);
        return part;
    }

    public static BufferedImage read(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private Pictures() {}
}
