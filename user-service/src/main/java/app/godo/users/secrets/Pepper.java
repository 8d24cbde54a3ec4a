package app.godo.users.secrets;

import app.godo.wire.keys.KeyFiles;
import io.quarkus.runtime.Startup;
import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jakarta.inject.Singleton;

/**
 * Recognises what must not be read (HMAC-SHA256): addresses, push tokens, phone numbers. There are too few of them for a hash
 * alone; who has the database but not this key learns nothing by trying all.
 */
@Singleton
@Startup
public class Pepper {

    private static final String FILE = "pepper.key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private static final int ID_BYTES = 4;

    private final SecretKeySpec key;

    Pepper(KeyFiles keys) {
        var text = new String(keys.read(FILE, Pepper::newKey), StandardCharsets.US_ASCII).strip();
        var bytes = Base64.getDecoder().decode(text);
        if (bytes.length < BYTES) {
            throw new IllegalStateException("The key file %s must be %d bytes in Base64.".formatted(FILE, BYTES));
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The same for the same text of the same kind, and nothing else. */
    public Buffer of(String kind, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Buffer.buffer(mac.doFinal((kind + "|" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Which key it is; says nothing of the key. */
    public String id() {
        return HexFormat.of().formatHex(of("key", "id").getBytes(0, ID_BYTES));
    }

    private static byte[] newKey() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encode(bytes);
    }
}
