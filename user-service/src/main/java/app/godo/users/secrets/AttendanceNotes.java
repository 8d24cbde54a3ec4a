package app.godo.users.secrets;

import app.godo.wire.keys.KeyFiles;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Opens what event-service has sealed: notes of attendance, for the export of whoever wrote them and for nothing else. The key is
 * event-service's, which makes and rotates it; here it is only read, whenever it is needed.
 */
@Singleton
public class AttendanceNotes {

    private static final String KEYSET = "attendance-notes.keyset.json";

    private final KeyFiles keys;
    private volatile Aead aead;

    /** @param directory where event-service keeps its keys, when not among those of this service */
    AttendanceNotes(KeyFiles keys, @ConfigProperty(name = "godo.export.notes-keys") Optional<Path> directory) {
        this.keys = directory.map(KeyFiles::in).orElse(keys);
    }

    /** The plain text; fails when the ciphertext was made for another row or by an unknown key. Reads the disk: on a worker thread. */
    public String open(UUID attendance, byte[] sealed) {
        var row = ("attendance|notes|" + attendance).getBytes(StandardCharsets.UTF_8);
        try {
            return new String(decrypted(sealed, row), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException foreign) {
            throw new IllegalStateException("notes that do not open: attendance " + attendance, foreign);
        }
    }

    private byte[] decrypted(byte[] sealed, byte[] row) throws GeneralSecurityException {
        if (aead != null) {
            try {
                return aead.decrypt(sealed, row);
            } catch (GeneralSecurityException rotated) {
                // by a key that came later, perhaps
            }
        }
        aead = read();
        return aead.decrypt(sealed, row);
    }

    private Aead read() throws GeneralSecurityException {
        AeadConfig.register();
        var keyset = new String(keys.read(KEYSET, AttendanceNotes::isNotMadeHere), StandardCharsets.UTF_8);
        return TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] isNotMadeHere() {
        throw new IllegalStateException("The key file %s is event-service's to make.".formatted(KEYSET));
    }
}
