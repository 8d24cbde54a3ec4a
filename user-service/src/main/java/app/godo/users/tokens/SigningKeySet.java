package app.godo.users.tokens;

import app.godo.wire.keys.KeyFiles;
import io.quarkus.runtime.Startup;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.HashSet;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The keys of access tokens, a JWK set in the key files. The first one signs; the others are published beside it: the next one,
 * so that every verifier has it before it signs, and the last one, until its tokens have expired.
 */
@Singleton
@Startup
class SigningKeySet {

    private static final String FILE = "signing-keys.json";

    private final String keyId;
    private final PrivateKey privateKey;
    private final String published;

    @Inject
    SigningKeySet(KeyFiles keys) {
        this(new String(keys.read(FILE, SigningKeySet::newKeySet), StandardCharsets.UTF_8));
    }

    SigningKeySet(String keySet) {
        try {
            var keys = new JsonWebKeySet(keySet);
            var first = checked(keys.getJsonWebKeys());
            this.keyId = first.getKeyId();
            this.privateKey = first.getPrivateKey();
            this.published = keys.toJson(OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException broken) {
            throw new IllegalStateException("The key file %s is no JWK set.".formatted(FILE), broken);
        }
    }

    /** The first one. All are looked at: one that is wrong is noticed today and not when its turn comes. */
    private static PublicJsonWebKey checked(List<JsonWebKey> keys) {
        var ids = new HashSet<String>();
        for (var key : keys) {
            if (!(key instanceof EllipticCurveJsonWebKey curve) || !EllipticCurves.P_256.equals(curve.getCurveName())) {
                throw new IllegalStateException("Every key of %s must be a P-256 key.".formatted(FILE));
            }
            if (key.getKeyId() == null || !ids.add(key.getKeyId())) {
                throw new IllegalStateException("Every key of %s must have a kid of its own.".formatted(FILE));
            }
        }
        if (keys.isEmpty() || ((PublicJsonWebKey) keys.getFirst()).getPrivateKey() == null) {
            throw new IllegalStateException("The first key of %s signs: it must be private.".formatted(FILE));
        }
        return (PublicJsonWebKey) keys.getFirst();
    }

    String keyId() {
        return keyId;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** The JWK set without anything secret. */
    String published() {
        return published;
    }

    static byte[] newKeySet() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return new JsonWebKeySet(key)
                    .toJson(OutputControlLevel.INCLUDE_PRIVATE)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
