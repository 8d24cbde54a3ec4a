package app.godo.pictures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.pictures.ImageRefused.Reason;
import app.godo.pictures.testing.Pictures;
import com.sun.management.ThreadMXBean;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class RedrawingTest {

    private static final String JPEG = "image/jpeg";
    private static final String PNG = "image/png";

    private final Redrawing redrawing = new Redrawing(new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(ImagesConfig.class)
            .build()
            .getConfigMapping(ImagesConfig.class));

    @Test
    @DisplayName("A-48 of what a camera adds nothing is left, and what it held crooked is upright")
    void what_a_camera_adds_is_gone() {
        var sent = Pictures.fromACamera(Pictures.jpeg(200, 100), 6);
        assertThat("it is there before", text(sent).contains(Pictures.PLACE), is(true));

        var kept = redrawn(sent, JPEG);

        assertThat(text(kept).contains(Pictures.PLACE), is(false));
        assertThat(text(kept).contains("Exif"), is(false));
        var image = Pictures.read(kept);
        assertThat(image.getWidth(), is(100));
        assertThat(image.getHeight(), is(200));
        assertColor(image, 50, 20, Color.RED);
        assertColor(image, 50, 180, Color.BLUE);
    }

    @ParameterizedTest(name = "A-48 orientation {0} is upright afterwards")
    @CsvSource({
        "1, 200, 100, 20, 50",
        "2, 200, 100, 180, 50",
        "3, 200, 100, 180, 50",
        "4, 200, 100, 20, 50",
        "5, 100, 200, 50, 20",
        "6, 100, 200, 50, 20",
        "7, 100, 200, 50, 180",
        "8, 100, 200, 50, 180"
    })
    void every_orientation_becomes_upright(int orientation, int width, int height, int redX, int redY) {
        var image = Pictures.read(redrawn(Pictures.fromACamera(Pictures.jpeg(200, 100), orientation), JPEG));

        assertThat(image.getWidth(), is(width));
        assertThat(image.getHeight(), is(height));
        assertColor(image, redX, redY, Color.RED);
        assertColor(image, width - redX, height - redY, Color.BLUE);
    }

    @ParameterizedTest(name = "A-48 an EXIF that leads astray turns nothing: {0}")
    @ValueSource(ints = {0, 9, 255})
    void an_orientation_that_does_not_exist_is_none(int orientation) {
        assertThat(
                Pictures.read(redrawn(Pictures.fromACamera(Pictures.jpeg(200, 100), orientation), JPEG))
                        .getWidth(),
                is(200));
    }

    @Test
    @DisplayName("A-48 what hides behind a picture is lost")
    void a_polyglot_loses_its_tail() {
        var tail = "<script>alert(1)</script>PK\3\4".getBytes(StandardCharsets.US_ASCII);

        for (var sent : new byte[][] {Pictures.jpeg(40, 40), png(40, 40)}) {
            var type = sent[0] == (byte) 0xFF ? JPEG : PNG;
            var kept = redrawn(Pictures.joined(sent, tail), type);
            assertThat(text(kept).contains("script"), is(false));
            assertThat(text(kept).contains("PK\3\4"), is(false));
        }
    }

    @Test
    @DisplayName("A-48 a picture that would be drawn thousands of times is refused unopened")
    void scans_without_end_are_refused() {
        var sent = Pictures.jpeg(40, 40);
        var end = sent.length - 2;
        var scan = end - 1;
        while (sent[scan] != (byte) 0xFF || sent[scan + 1] != (byte) 0xDA) {
            scan--;
        }
        var once = Arrays.copyOfRange(sent, scan, end);
        var often = Arrays.copyOf(sent, end);
        for (var i = 0; i < 1_000; i++) {
            often = Pictures.joined(often, once);
        }
        var many = often;

        assertThat(
                assertThrows(ImageRefused.class, () -> redrawing.head(many, JPEG))
                        .reason(),
                is(Reason.UNREADABLE));
        redrawing.head(sent, JPEG);
    }

    @Test
    void a_large_picture_becomes_small_and_a_small_one_stays() {
        var large = Pictures.read(redrawn(Pictures.jpeg(4000, 3000), JPEG));
        assertThat(large.getWidth(), is(1024));
        assertThat(large.getHeight(), is(768));
        assertColor(large, 100, 100, Color.RED);

        var small = Pictures.read(redrawn(png(3, 1), PNG));
        assertThat(small.getWidth(), is(3));
        assertThat(small.getHeight(), is(1));
    }

    @Test
    void what_is_transparent_becomes_white() {
        var image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);

        assertColor(Pictures.read(redrawn(Pictures.png(image), PNG)), 5, 5, Color.WHITE);
    }

    @Test
    void a_picture_in_colours_of_its_own_looks_as_it_was_meant() {
        var linear = new ICC_ColorSpace(ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB));
        var model = new ComponentColorModel(linear, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 3, null);
        var samples = new int[64 * 64 * 3];
        Arrays.fill(samples, 55);
        raster.setPixels(0, 0, 64, 64, samples);
        var sent = Pictures.jpeg(new BufferedImage(model, raster, false, null), false);
        assertThat("its profile is with it", text(sent).contains("ICC_PROFILE"), is(true));

        var kept = redrawn(sent, JPEG);

        // linear 55 of 255 is 128 in sRGB
        assertThat((double) new Color(Pictures.read(kept).getRGB(32, 32)).getGreen(), closeTo(128, 8));
        assertThat(text(kept).contains("ICC_PROFILE"), is(false));
    }

    @Test
    void a_progressive_picture_is_read() {
        var sent = Pictures.jpeg(Pictures.redAndBlue(300, 100, BufferedImage.TYPE_INT_RGB), true);

        assertColor(Pictures.read(redrawn(sent, JPEG)), 20, 50, Color.RED);
    }

    @Test
    @DisplayName("A-48 a few bytes that claim to be gigabytes are refused before anything is decoded")
    void a_bomb_is_refused_unopened() {
        for (var bomb : new byte[][] {
            Pictures.pngThatClaims(50_000, 50_000),
            Pictures.pngThatClaims(-1, -1),
            Pictures.pngThatClaims(10_001, 1),
            Pictures.pngThatClaims(5001, 5000)
        }) {
            var before = allocated();
            assertThat(refusal(bomb, PNG), is(Reason.TOO_LARGE));
            assertThat(allocated() - before, is(lessThan(1L << 20)));
        }
        assertThat(refusal(Pictures.jpegThatClaims(65_000, 65_000), JPEG), is(Reason.TOO_LARGE));
    }

    @Test
    @DisplayName("A-48 a picture as large as is taken needs no more memory than there is")
    void the_largest_picture_is_read_in_little_memory() {
        var sent = Pictures.pngThatClaims(5000, 5000);
        var before = allocated();

        // its rows end too early, which is found out when they are read
        assertThat(refusal(sent, PNG), is(Reason.UNREADABLE));
        assertThat(allocated() - before, is(lessThan(32L << 20)));
    }

    @Test
    @DisplayName("A-48 what a decoder has to hold as a whole may be half as large")
    void a_progressive_picture_may_be_half_as_large() {
        var progressive = Pictures.jpeg(Pictures.redAndBlue(64, 64, BufferedImage.TYPE_INT_RGB), true);
        for (var i = 2; i < progressive.length; i++) {
            if (progressive[i] == (byte) 0xFF && progressive[i + 1] == (byte) 0xC2) {
                progressive[i + 5] = 4000 >> 8;
                progressive[i + 6] = (byte) 4000;
                progressive[i + 7] = 4000 >> 8;
                progressive[i + 8] = (byte) 4000;
                break;
            }
        }

        assertThat(refusal(progressive, JPEG), is(Reason.TOO_LARGE));
    }

    @Test
    @DisplayName(
            "A-48 the largest picture that a decoder has to hold as a whole is read, with some dozens of megabytes")
    void the_largest_progressive_picture_is_read() {
        var sent = Pictures.jpeg(Pictures.redAndBlue(5000, 2500, BufferedImage.TYPE_INT_RGB), true);
        assertThat(redrawing.head(sent, JPEG).whole(), is(true));
        var before = allocated();

        var drawn = redrawn(sent, JPEG);

        assertThat(allocated() - before, is(lessThan(64L << 20)));
        var kept = Pictures.read(drawn);
        assertThat(kept.getWidth(), is(1024));
        assertThat(kept.getHeight(), is(512));
        assertColor(kept, 100, 100, Color.RED);
        assertColor(kept, 900, 400, Color.BLUE);
        assertThat(
                refusal(Pictures.jpeg(Pictures.redAndBlue(5000, 2501, BufferedImage.TYPE_INT_RGB), true), JPEG),
                is(Reason.TOO_LARGE));
    }

    @Test
    @DisplayName("A-48 a picture is what its first bytes are, and has to say so")
    void other_formats_are_refused() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.US_ASCII);
        var gif = "GIF89a\1\0\1\0".getBytes(StandardCharsets.ISO_8859_1);
        var webp = "RIFF\1\0\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);

        for (var sent : new byte[][] {svg, gif, webp, new byte[0], {(byte) 0xFF}}) {
            for (var type : new String[] {JPEG, PNG, "image/svg+xml", "image/gif", null}) {
                assertThat(refusal(sent, type), is(Reason.UNSUPPORTED));
            }
        }
        assertThat(refusal(Pictures.jpeg(8, 8), PNG), is(Reason.UNSUPPORTED));
        assertThat(refusal(png(8, 8), JPEG), is(Reason.UNSUPPORTED));
        assertThat(refusal(png(8, 8), "image/svg+xml"), is(Reason.UNSUPPORTED));
    }

    @Test
    @DisplayName("A-48 what ends too early is no picture, wherever it ends")
    void truncated_pictures_are_refused() {
        for (var whole : new byte[][] {Pictures.jpeg(120, 90), png(120, 90)}) {
            var type = whole[0] == (byte) 0xFF ? JPEG : PNG;
            for (var length = 9; length < whole.length * 9 / 10; length += Math.max(1, whole.length / 60)) {
                assertThat(type + " of " + length, refusal(Arrays.copyOf(whole, length), type), is(Reason.UNREADABLE));
            }
        }
    }

    @Test
    @DisplayName("A-48 whatever byte is changed, it is a picture or refused")
    void changed_pictures_are_pictures_or_refused() {
        for (var whole : new byte[][] {Pictures.fromACamera(Pictures.jpeg(24, 24), 6), png(24, 24)}) {
            var type = whole[0] == (byte) 0xFF ? JPEG : PNG;
            for (var i = 0; i < whole.length; i++) {
                var changed = whole.clone();
                changed[i] ^= (byte) 0xFF;
                try {
                    assertThat(Pictures.read(redrawn(changed, type)).getWidth() <= 1024, is(true));
                } catch (ImageRefused fine) {
                    assertThat(fine.reason().status / 100, is(4));
                }
            }
        }
    }

    private byte[] redrawn(byte[] sent, String type) {
        return redrawing.jpeg(sent, redrawing.head(sent, type));
    }

    private Reason refusal(byte[] sent, String type) {
        return assertThrows(ImageRefused.class, () -> redrawn(sent, type)).reason();
    }

    private static byte[] png(int width, int height) {
        return Pictures.png(Pictures.redAndBlue(width, height, BufferedImage.TYPE_INT_RGB));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static void assertColor(BufferedImage image, int x, int y, Color expected) {
        var seen = new Color(image.getRGB(x, y));
        assertThat((double) seen.getRed(), closeTo(expected.getRed(), 12));
        assertThat((double) seen.getGreen(), closeTo(expected.getGreen(), 12));
        assertThat((double) seen.getBlue(), closeTo(expected.getBlue(), 12));
    }
}
