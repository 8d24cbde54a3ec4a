package app.godo.users.tokens;

import app.godo.wire.caller.AccessToken;
import app.godo.wire.caller.IdentityConfig;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Makes access tokens (RFC 9068, ES256). They cannot be taken back, only denied by their session: so they are short-lived. */
@Singleton
public class AccessTokenMint {

    /** The one client there is: the app. */
    private static final String CLIENT = "godo-app";

    private final SigningKeyRing keys;
    private final IdentityConfig config;
    private final Clock clock;

    AccessTokenMint(SigningKeyRing keys, IdentityConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /** A token of this user in this session. */
    public String token(UUID userId, UUID sessionId, List<String> roles) {
        var now = clock.instant();
        var key = keys.signing();
        return Jwt.issuer(config.issuer())
                .subject(userId.toString())
                .audience(config.audience())
                .issuedAt(now)
                .expiresAt(now.plus(AccessToken.LIFE))
                .claim("jti", UUID.randomUUID().toString())
                .claim("client_id", CLIENT)
                .claim("scope", "api")
                .claim("roles", roles)
                .claim("sid", sessionId.toString())
                .jws()
                .type("at+jwt")
                .keyId(key.id())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }
}
