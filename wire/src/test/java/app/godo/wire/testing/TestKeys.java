package app.godo.wire.testing;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The key pair of one module's tests, made when its servers are asked for and never kept in the repository. */
final class TestKeys {

    private static final Path DIRECTORY = Path.of("target", "test-keys").toAbsolutePath();
    private static final Path PRIVATE = DIRECTORY.resolve("access-token.jwk");
    private static final Path PUBLIC = DIRECTORY.resolve("jwks.json");

    /** Makes the keys and says where they are. */
    static Map<String, String> make() {
        try {
            Files.createDirectories(DIRECTORY);
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("test");
            key.setUse("sig");
            Files.writeString(PRIVATE, key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            Files.writeString(PUBLIC, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
            return Map.of(
                    "godo.auth.jwks-url", PUBLIC.toUri().toString().replace("file:///", "file:/"),
                    "godo.keys.directory", DIRECTORY.toString(),
                    "godo.keys.create", "true");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The private key: tests and application are loaded apart, so it goes through the file. */
    static PublicJsonWebKey privateKey() {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(Files.readString(PRIVATE));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TestKeys() {}
}
