package app.godo.pictures;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What an image is called in the store and in its address: 128 random bits, never of anything that its sender is or has sent, and never
 * used twice, so that an address stands for the same bytes for ever.
 */
public record ImageName(String text) {

    private static final int BYTES = 16;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final String ENDING = ".jpg";

    public ImageName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("an image is called by 32 hexadecimal digits");
        }
    }

    static ImageName fresh() {
        var bits = new byte[BYTES];
        Random.SECURE.nextBytes(bits);
        return new ImageName(HexFormat.of().formatHex(bits));
    }

    /** The name of its file or object. */
    String file() {
        return text + ENDING;
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }
}
