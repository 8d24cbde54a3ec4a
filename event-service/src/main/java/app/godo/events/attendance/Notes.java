package app.godo.events.attendance;

import app.godo.wire.keys.KeyFiles;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * What people note for themselves, encrypted (AES-256-GCM) with a keyset of this service's own. A ciphertext is bound to its
 * row, so that one moved to another row does not open, and begins with the id of its key. The keyset is read again every few seconds:
 * a key is rotated by adding the next one, making it primary when all replicas have it, and taking the old one out when nothing is
 * left under it.
 */
@Singleton
@Startup
public class Notes {

    private static final String KEYSET = "attendance-notes.keyset.json";

    private final KeyFiles files;
    private volatile Keys keys;

    Notes(KeyFiles files) {
        this.files = files;
        this.keys = read();
    }

    /**
     * The keyset as it was read.
     *
     * @param primary what everything begins with that the primary key has sealed
     */
    private record Keys(Aead aead, byte[] primary) {}

    /** Null for null. */
    byte[] seal(UUID attendance, String plain) {
        return plain == null ? null : seal(keys, attendance, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Null for null; fails when the ciphertext was made for another row or by an unknown key. */
    String open(UUID attendance, byte[] sealed) {
        return sealed == null ? null : new String(open(keys, attendance, sealed), StandardCharsets.UTF_8);
    }

    /** Whether the primary key has sealed it. */
    public boolean isCurrent(byte[] sealed) {
        var primary = keys.primary();
        return sealed.length >= primary.length && Arrays.equals(primary, 0, primary.length, sealed, 0, primary.length);
    }

    /** The same under the primary key; fails as {@link #open} does. */
    public byte[] sealAnew(UUID attendance, byte[] sealed) {
        var now = keys;
        return seal(now, attendance, open(now, attendance, sealed));
    }

    /** The id of the primary key as Tink and the database write it: eight hexadecimal digits. */
    public String primaryKeyId() {
        return HexFormat.of().formatHex(keys.primary()).substring(2);
    }

    /** A file that is broken changes nothing. Reads the disk: on a worker thread. */
    @Scheduled(every = "${godo.keys.reread:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public void reread() {
        try {
            keys = read();
        } catch (RuntimeException broken) {
            Log.errorf("keys of notes: those from before go on: %s", broken.getMessage());
        }
    }

    private Keys read() {
        try {
            AeadConfig.register();
            var text = new String(files.read(KEYSET, Notes::newKeyset), StandardCharsets.UTF_8);
            var keyset = TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
            var prefix =
                    ((AeadKey) keyset.getPrimary().getKey()).getOutputPrefix().toByteArray();
            if (prefix.length == 0) {
                throw new IllegalStateException(
                        "The primary key of %s leaves no id in what it seals.".formatted(KEYSET));
            }
            return new Keys(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class), prefix);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The key file %s is no keyset.".formatted(KEYSET), broken);
        }
    }

    private static byte[] seal(Keys keys, UUID attendance, byte[] plain) {
        try {
            return keys.aead().encrypt(plain, rowOf(attendance));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] open(Keys keys, UUID attendance, byte[] sealed) {
        try {
            return keys.aead().decrypt(sealed, rowOf(attendance));
        } catch (GeneralSecurityException foreign) {
            throw new IllegalStateException("notes that do not open: attendance " + attendance, foreign);
        }
    }

    private static byte[] rowOf(UUID attendance) {
        return ("attendance|notes|" + attendance).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] newKeyset() {
        try {
            var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
