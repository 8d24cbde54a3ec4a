package app.godo.users.secrets;

import app.godo.wire.keys.KeyFiles;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jakarta.inject.Singleton;

/**
 * Recognises what must not be read (HMAC-SHA256): addresses, push tokens, phone numbers. There are too few of them for a hash
 * alone; who has the database but not this key learns nothing by trying all.
 *
 * <p>The key file has a key a line. The first one makes, the others still recognise ({@link #all}); it is read again every few
 * seconds. A pepper is rotated by adding the next one at the end, putting it first when all replicas have it, and taking the old one
 * out when {@link PepperAnew} has left nothing made with it.
 */
@Singleton
@Startup
public class Pepper {

    private static final String FILE = "pepper.key";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private static final int ID_BYTES = 4;

    private final KeyFiles files;
    private volatile List<SecretKeySpec> keys;

    Pepper(KeyFiles files) {
        this.files = files;
        this.keys = read();
    }

    /** The same for the same text of the same kind, and nothing else. */
    public Buffer of(String kind, String text) {
        return of(keys.getFirst(), kind, text);
    }

    /**
     * What the text may be known by while peppers are rotated: {@link #of} first, then by those before. For
     * {@code hmac = any ($1)}.
     */
    public Buffer[] all(String kind, String text) {
        return keys.stream().map(key -> of(key, kind, text)).toArray(Buffer[]::new);
    }

    /** Which key {@link #of} uses; says nothing of the key. */
    public String id() {
        return HexFormat.of().formatHex(of("key", "id").getBytes(0, ID_BYTES));
    }

    /** A file that is broken changes nothing. Reads the disk: on a worker thread. */
    @Scheduled(every = "${godo.keys.reread:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        try {
            keys = read();
        } catch (RuntimeException broken) {
            Log.errorf("peppers: those from before go on: %s", broken.getMessage());
        }
    }

    private List<SecretKeySpec> read() {
        var text = new String(files.read(FILE, Pepper::newKey), StandardCharsets.US_ASCII);
        var read = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Pepper::key)
                .toList();
        if (read.isEmpty()) {
            throw new IllegalStateException("The key file %s is empty.".formatted(FILE));
        }
        return read;
    }

    private static SecretKeySpec key(String line) {
        var bytes = Base64.getDecoder().decode(line);
        if (bytes.length < BYTES) {
            throw new IllegalStateException("The key file %s must be %d bytes in Base64.".formatted(FILE, BYTES));
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static Buffer of(SecretKeySpec key, String kind, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Buffer.buffer(mac.doFinal((kind + "|" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] newKey() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encode(bytes);
    }
}
