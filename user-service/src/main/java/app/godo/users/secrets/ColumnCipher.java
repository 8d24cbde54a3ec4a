package app.godo.users.secrets;

import app.godo.wire.keys.KeyFiles;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Encrypts single columns (AES-256-GCM). A ciphertext is bound to its table, column and row, so that one moved elsewhere does
 * not open; it carries the id of its key. The keyset is read again every few seconds: a key is rotated by adding the next one, making
 * it primary when all replicas have it, and taking the old one out when {@link SealAnew} has left nothing under it.
 */
@Singleton
@Startup
public class ColumnCipher {

    private final KeyFiles files;
    private volatile SealingKeys keys;

    ColumnCipher(KeyFiles files) {
        this.files = files;
        this.keys = SealingKeys.read(files);
    }

    /** A column of the row with this id. */
    public record Cell(String table, String column, UUID row) {
        private byte[] associatedData() {
            return "%s|%s|%s".formatted(table, column, row).getBytes(StandardCharsets.UTF_8);
        }
    }

    public byte[] seal(Cell cell, String plain) {
        return seal(keys, cell, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The plain text; fails when the ciphertext was made for another cell or by an unknown key. */
    public String open(Cell cell, byte[] sealed) {
        return new String(open(keys, cell, sealed), StandardCharsets.UTF_8);
    }

    /** Whether the primary key has sealed it. */
    boolean isCurrent(byte[] sealed) {
        return keys.primary().begins(sealed);
    }

    /** The same under the primary key, from one cell to another or within one. */
    byte[] reseal(Cell from, Cell to, byte[] sealed) {
        var now = keys;
        return seal(now, to, open(now, from, sealed));
    }

    /** The id of the primary key: eight hexadecimal digits. */
    String primaryId() {
        return keys.primary().keyId();
    }

    /** A file that is broken changes nothing. Reads the disk: on a worker thread. */
    @Scheduled(every = "${godo.keys.reread:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        try {
            keys = SealingKeys.read(files);
        } catch (RuntimeException broken) {
            Log.errorf("sealing keys: those from before go on: %s", broken.getMessage());
        }
    }

    private static byte[] seal(SealingKeys keys, Cell cell, byte[] plain) {
        try {
            return keys.aead().encrypt(plain, cell.associatedData());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] open(SealingKeys keys, Cell cell, byte[] sealed) {
        try {
            return keys.aead().decrypt(sealed, cell.associatedData());
        } catch (GeneralSecurityException foreign) {
            throw new DoesNotOpen(cell, foreign);
        }
    }

    /** A ciphertext that was changed, belongs to another cell, or was sealed by a key that is not in the keyset. */
    static final class DoesNotOpen extends IllegalStateException {
        DoesNotOpen(Cell cell, GeneralSecurityException cause) {
            super("a ciphertext that does not open: %s".formatted(cell), cause);
        }
    }
}
