package app.godo.events.attendance;

import app.godo.wire.keys.KeyFiles;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.quarkus.runtime.Startup;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * What people note for themselves, encrypted (AES-256-GCM) with a keyset of this service's own. A ciphertext is bound to its
 * row, so that one moved to another row does not open, and carries the id of its key, so that keys can be rotated.
 */
@Singleton
@Startup
class Notes {

    private static final String KEYSET = "attendance-notes.keyset.json";

    private final Aead aead;

    Notes(KeyFiles keys) {
        try {
            AeadConfig.register();
            var keyset = new String(keys.read(KEYSET, Notes::newKeyset), StandardCharsets.UTF_8);
            this.aead = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The key file %s is no keyset.".formatted(KEYSET), broken);
        }
    }

    /** Null for null. */
    byte[] seal(UUID attendance, String plain) {
        try {
            return plain == null ? null : aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), rowOf(attendance));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Null for null; fails when the ciphertext was made for another row or by an unknown key. */
    String open(UUID attendance, byte[] sealed) {
        try {
            return sealed == null ? null : new String(aead.decrypt(sealed, rowOf(attendance)), StandardCharsets.UTF_8);
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
