package app.godo.users.secrets;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;

/** The key files as an operator changes them. */
record KeyFolder(Path folder) {

    private static final String PEPPER = "pepper.key";

    /** Its id. */
    String addSealingKey() throws Exception {
        edit(keyset -> keyset.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                .withRandomId()));
        var keyset = keyset();
        return "%08x".formatted(keyset.getAt(keyset.size() - 1).getId());
    }

    /** Of the key that was added last. */
    void makeTheLastPrimary() throws Exception {
        edit(keyset -> keyset.getAt(keyset.size() - 1).makePrimary());
    }

    void removeAllButThePrimary() throws Exception {
        edit(keyset -> {
            for (var i = keyset.size() - 1; i >= 0; i--) {
                if (!keyset.getAt(i).isPrimary()) {
                    keyset.deleteAt(i);
                }
            }
        });
    }

    void writeSealingKeys(String text) throws IOException {
        Files.writeString(folder.resolve(SealingKeys.FILE), text);
    }

    String sealingKeys() throws IOException {
        return Files.readString(folder.resolve(SealingKeys.FILE));
    }

    void writePeppers(String... lines) throws IOException {
        Files.writeString(folder.resolve(PEPPER), String.join("\n", lines) + "\n");
    }

    String[] peppers() throws IOException {
        return Files.readString(folder.resolve(PEPPER)).strip().split("\n");
    }

    private KeysetHandle keyset() throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(sealingKeys(), InsecureSecretKeyAccess.get());
    }

    private void edit(Consumer<KeysetHandle.Builder> change) throws IOException, GeneralSecurityException {
        var keyset = KeysetHandle.newBuilder(keyset());
        change.accept(keyset);
        writeSealingKeys(TinkJsonProtoKeysetFormat.serializeKeyset(keyset.build(), InsecureSecretKeyAccess.get()));
    }
}
