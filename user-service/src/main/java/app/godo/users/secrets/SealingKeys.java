package app.godo.users.secrets;

import app.godo.wire.keys.KeyFiles;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AeadKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * The keys of one keyset file as it was read: all of them open, the primary one seals. What a key has sealed begins with its id.
 *
 * @param primary what everything begins with that the primary key has sealed
 */
record SealingKeys(Aead aead, Prefix primary) {

    static final String FILE = "aead.keyset.json";

    /** The first bytes of a ciphertext. */
    record Prefix(byte[] bytes) {

        /** The key's id as Tink and the database write it: eight hexadecimal digits. */
        String keyId() {
            return "%02x%02x%02x%02x".formatted(bytes[1], bytes[2], bytes[3], bytes[4]);
        }

        boolean begins(byte[] sealed) {
            return sealed.length >= bytes.length && Arrays.equals(bytes, 0, bytes.length, sealed, 0, bytes.length);
        }
    }

    /** Reads the disk: at start, or on a worker thread. */
    static SealingKeys read(KeyFiles files) {
        try {
            AeadConfig.register();
            var text = new String(files.read(FILE, SealingKeys::newKeyset), StandardCharsets.UTF_8);
            var keyset = TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
            var prefix =
                    ((AeadKey) keyset.getPrimary().getKey()).getOutputPrefix().toByteArray();
            if (prefix.length == 0) {
                throw new IllegalStateException("The primary key of %s leaves no id in what it seals.".formatted(FILE));
            }
            return new SealingKeys(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class), new Prefix(prefix));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("The key file %s is no keyset.".formatted(FILE), broken);
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
