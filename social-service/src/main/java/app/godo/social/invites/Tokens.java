package app.godo.social.invites;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** What links carry: 256 random bits, of which the hash is kept. */
final class Tokens {

    private static final int BYTES = 32;

    static String next() {
        var bytes = new byte[BYTES];
        Random.SECURE.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }

    private Tokens() {}
}
