package app.godo.wire.testing;

import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Access tokens for test users, signed with the key the service under test believes. */
public final class Tokens {

    /** A token of this user that holds for ten minutes. */
    public static String of(UUID userId, String... roles) {
        return of(userId, UUID.randomUUID(), claims -> {
            if (roles.length > 0) {
                claims.setStringListClaim("roles", roles);
            }
        });
    }

    /** A token with something otherwise than it should be. */
    public static String of(UUID userId, UUID sessionId, Consumer<JwtClaims> change) {
        try {
            return signature(claims(userId, sessionId, change)).getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The claims of a token that holds, changed. */
    public static JwtClaims claims(UUID userId, UUID sessionId, Consumer<JwtClaims> change) {
        var claims = new JwtClaims();
        claims.setIssuer("https://godo.app");
        claims.setAudience("godo-api");
        claims.setSubject(userId.toString());
        claims.setStringClaim("sid", sessionId.toString());
        claims.setStringListClaim("roles", List.of("user"));
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        change.accept(claims);
        return claims;
    }

    /** A signature as it should be, to be spoilt by a test. */
    public static JsonWebSignature signature(JwtClaims claims) {
        var key = TestKeys.privateKey();
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setHeader("typ", "at+jwt");
        return signature;
    }

    private Tokens() {}
}
