package app.godo.swipes.calendar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret part of a calendar's address: 256 random bits. The database knows its hash alone. */
record FeedToken(String text) {

    private static final int BYTES = 32;

    /** A new one. */
    static FeedToken fresh() {
        var bits = new byte[BYTES];
        Random.SECURE.nextBytes(bits);
        return new FeedToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** SHA-256: enough for what cannot be guessed. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never the secret: what is printed may be kept. */
    @Override
    public String toString() {
        return "FeedToken";
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }
}
