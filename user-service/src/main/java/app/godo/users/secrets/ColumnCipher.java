package app.godo.users.secrets;

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
 * Encrypts single columns (AES-256-GCM). A ciphertext is bound to its table, column and row, so that one moved elsewhere does
 * not open; it carries the id of its key, so that keys can be rotated by adding one to the keyset.
 */
@Singleton
@Startup
public class ColumnCipher {

    private static final String KEYSET = "aead.keyset.json";

    private final Aead aead;

    ColumnCipher(KeyFiles keys) {
        try {
            AeadConfig.register();
            var keyset = new String(keys.read(KEYSET, ColumnCipher::newKeyset), StandardCharsets.UTF_8);
            this.aead = TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The key file %s is no keyset.".formatted(KEYSET), broken);
        }
    }

    /** A column of the row with this id. */
    public record Cell(String table, String column, UUID row) {
        private byte[] associatedData() {
            return "%s|%s|%s".formatted(table, column, row).getBytes(StandardCharsets.UTF_8);
        }
    }

    public byte[] seal(Cell cell, String plain) {
        try {
            return aead.encrypt(plain.getBytes(StandardCharsets.UTF_8), cell.associatedData());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The plain text; fails when the ciphertext was made for another cell or by an unknown key. */
    public String open(Cell cell, byte[] sealed) {
        try {
            return new String(aead.decrypt(sealed, cell.associatedData()), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException foreign) {
            throw new IllegalStateException("a ciphertext that does not open: %s".formatted(cell), foreign);
        }
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
