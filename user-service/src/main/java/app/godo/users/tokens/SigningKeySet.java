package app.godo.users.tokens;

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
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * The keys of a key file, a JWK set of private P-256 keys. Their {@code iat} says when each was put there; the one without was
 * there from the beginning.
 *
 * @param keys the youngest first
 */
record SigningKeySet(List<Key> keys) {

    static final String FILE = "signing-keys.json";

    private static final String MADE_AT = "iat";

    SigningKeySet {
        keys = keys.stream()
                .sorted(Comparator.comparing(Key::madeAt).reversed())
                .toList();
    }

    /** One of them. */
    record Key(PublicJsonWebKey jwk, Instant madeAt) {
        String id() {
            return jwk.getKeyId();
        }

        PrivateKey privateKey() {
            return jwk.getPrivateKey();
        }
    }

    /** Reads all of a file. All keys are looked at: one that is wrong is noticed today and not when its turn comes. */
    static SigningKeySet of(String file) {
        try {
            var jwks = new JsonWebKeySet(file).getJsonWebKeys();
            if (jwks.isEmpty()) {
                throw new IllegalStateException("There must be a key in %s.".formatted(FILE));
            }
            var ids = new HashSet<String>();
            var keys = jwks.stream().map(jwk -> checked(jwk, ids)).toList();
            if (keys.stream().map(Key::madeAt).distinct().count() < keys.size()) {
                throw new IllegalStateException(
                        "The keys of %s follow one another: each needs an iat of its own.".formatted(FILE));
            }
            return new SigningKeySet(keys);
        } catch (JoseException broken) {
            throw new IllegalStateException("The key file %s is no JWK set.".formatted(FILE), broken);
        }
    }

    private static Key checked(JsonWebKey jwk, HashSet<String> ids) {
        if (!(jwk instanceof EllipticCurveJsonWebKey curve) || !EllipticCurves.P_256.equals(curve.getCurveName())) {
            throw new IllegalStateException("Every key of %s must be a P-256 key.".formatted(FILE));
        }
        if (curve.getPrivateKey() == null) {
            throw new IllegalStateException(
                    "Every key of %s signs when its turn comes: it must be private.".formatted(FILE));
        }
        if (curve.getKeyId() == null || !ids.add(curve.getKeyId())) {
            throw new IllegalStateException("Every key of %s must have a kid of its own.".formatted(FILE));
        }
        var madeAt = curve.getOtherParameterValue(MADE_AT, Number.class);
        return new Key(curve, madeAt == null ? Instant.EPOCH : Instant.ofEpochSecond(madeAt.longValue()));
    }

    static byte[] newKeySet() {
        return new JsonWebKeySet(newKey(Instant.EPOCH))
                .toJson(OutputControlLevel.INCLUDE_PRIVATE)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A key that was made then. */
    static JsonWebKey newKey(Instant madeAt) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setOtherParameter(MADE_AT, madeAt.getEpochSecond());
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
