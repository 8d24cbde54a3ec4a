package app.godo.pictures;

import app.godo.pictures.ImageRefused.Reason;
import app.godo.pictures.PictureHead.Format;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws a picture anew: upright, in sRGB, on white, no larger than it is shown. Nothing of what was sent is in the result but its
 * pixels: no place, no camera, no profile, nothing that was hidden before, behind or between them.
 */
final class Redrawing {

    private static final float QUALITY = 0.85f;

    /** Of the pixels of a row or column, at most this many times those of the result are read: enough to draw from. */
    private static final int OVERSAMPLED = 2;

    /** Of a picture that a decoder has to hold as a whole. */
    private static final int HELD_WHOLE = 2;

    private final ImagesConfig config;

    Redrawing(ImagesConfig config) {
        this.config = config;
    }

    /** Refuses by what the picture says of itself, before any of it is decoded. */
    PictureHead head(byte[] bytes, String declaredType) {
        var head = PictureHead.of(bytes);
        if (!head.format().isCalled(declaredType)) {
            throw new ImageRefused(Reason.UNSUPPORTED);
        }
        if (head.width() == 0 || head.height() == 0) {
            throw new ImageRefused(Reason.UNREADABLE);
        }
        var most = head.whole() ? config.mostPixels() / HELD_WHOLE : config.mostPixels();
        if (Math.max(head.width(), head.height()) > config.longestSide() || head.width() * head.height() > most) {
            throw new ImageRefused(Reason.TOO_LARGE);
        }
        return head;
    }

    /** A JPEG of it. Takes its time: on a worker thread. */
    byte[] jpeg(byte[] bytes, PictureHead head) {
        try {
            return encoded(drawn(decoded(bytes, head), head.orientation()));
        } catch (IOException | RuntimeException broken) {
            // decoders fail in many ways over what somebody has made for them
            throw broken instanceof ImageRefused no ? no : new ImageRefused(Reason.UNREADABLE);
        }
    }

    /** The first image, every so many pixels of it. What ends too early is grey from there on, and only a warning tells. */
    private BufferedImage decoded(byte[] bytes, PictureHead head) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName(head.format().name().toLowerCase(Locale.ROOT))
                .next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            var incomplete = new AtomicBoolean();
            reader.addIIOReadWarningListener(
                    (source, warning) -> incomplete.compareAndSet(false, tellsOfAnEnd(head.format(), warning)));
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != head.width() || reader.getHeight(0) != head.height()) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            var image = read(reader, head);
            if (incomplete.get()) {
                throw new ImageRefused(Reason.UNREADABLE);
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private BufferedImage read(ImageReader reader, PictureHead head) throws IOException {
        var step =
                Math.toIntExact(Math.ceilDiv(Math.max(head.width(), head.height()), OVERSAMPLED * config.keptSide()));
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, how);
    }

    private static boolean tellsOfAnEnd(Format format, String warning) {
        return format == Format.PNG || warning.toLowerCase(Locale.ROOT).contains("premature");
    }

    /** Drawing converts what has a colour profile of its own. */
    private BufferedImage drawn(BufferedImage image, int orientation) {
        var scale = Math.min(1.0, (double) config.keptSide() / Math.max(image.getWidth(), image.getHeight()));
        var width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        var lies = orientation > 4;
        var drawn = new BufferedImage(lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        try {
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.transform(upright(orientation, width, height));
            pen.drawImage(image, 0, 0, width, height, null);
            return drawn;
        } finally {
            pen.dispose();
        }
    }

    /** From where a pixel is stored to where it belongs (EXIF 2.3, 4.6.4: what its first row and column are). */
    private static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] encoded(BufferedImage image) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
