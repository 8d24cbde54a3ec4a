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

/**
 * The key pair of one module's tests, made when its servers are asked for and never kept in the repository. The private key is
 * where user-service looks for its own, so that in its tests one key set holds for what it issues and for {@link Tokens}.
 */
final class TestKeys {

    private static final Path DIRECTORY = Path.of("target", "test-keys").toAbsolutePath();
    private static final Path PRIVATE = DIRECTORY.resolve("signing-keys.json");
    private static final Path PUBLIC = DIRECTORY.resolve("jwks.json");

    /** Makes the keys and says where they are. */
    static Map<String, String> make() {
        try {
            Files.createDirectories(DIRECTORY);
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("test");
            key.setUse("sig");
            var keys = new JsonWebKeySet(key);
            Files.writeString(PRIVATE, keys.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            Files.writeString(PUBLIC, keys.toJson(OutputControlLevel.PUBLIC_ONLY));
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
            var keys = new JsonWebKeySet(Files.readString(PRIVATE)).getJsonWebKeys();
            return (PublicJsonWebKey) keys.getFirst();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private TestKeys() {}
}
