package app.godo.users.secrets;

import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that means something only to this service: 256 random bits behind a word that names kind and version. The database
 * knows its hash alone.
 */
public record OpaqueToken(String text) {

    private static final int BYTES = 32;

    /** A new one. */
    public static OpaqueToken of(String kind) {
        var bits = new byte[BYTES];
        Random.SECURE.nextBytes(bits);
        return new OpaqueToken(
                kind + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** SHA-256: enough for what cannot be guessed. */
    public Buffer hash() {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Never the secret: what is printed may be kept. */
    @Override
    public String toString() {
        return "OpaqueToken";
    }

    /** Seeded at first use, not when a native image is built. */
    private static final class Random {
        static final SecureRandom SECURE = new SecureRandom();
    }
}
