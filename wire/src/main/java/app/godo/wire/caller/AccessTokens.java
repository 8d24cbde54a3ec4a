package app.godo.wire.caller;

import app.godo.wire.problem.Refusal;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Verifies access tokens (RFC 9068; RFC 8725 on what not to believe): {@code typ at+jwt}, ES256 or RS256 by a key of ours,
 * issuer, audience, times within the skew and no end far ahead, and a session that has not been ended. A token that held is
 * remembered by its hash until it expires, and while its key is published.
 */
@ApplicationScoped
public class AccessTokens {

    private static final int LONGEST_TOKEN = 4096;

    private static final AlgorithmConstraints ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA256);

    private final SigningKeys keys;
    private final EndedSessions ended;
    private final IdentityConfig config;
    private final Clock clock;
    private final Cache<ByteBuffer, AccessToken> verified;

    AccessTokens(SigningKeys keys, EndedSessions ended, IdentityConfig config, Clock clock) {
        this.keys = keys;
        this.ended = ended;
        this.config = config;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.rememberedTokens())
                .expireAfter(Expiry.<ByteBuffer, AccessToken>creating((hash, token) ->
                        Duration.between(clock.instant(), token.expiresAt().plus(config.clockSkew()))))
                .build();
    }

    /**
     * The content of a token that holds.
     *
     * @return fails with {@link InvalidToken} when it does not, with {@link KeysAway} when nobody can tell
     */
    public Uni<AccessToken> verify(String jwt) {
        return verify(jwt, () -> Uni.createFrom().voidItem());
    }

    /**
     * The same, asking beforehand where there is a signature to check.
     *
     * @param mayCheck asked for no token that is remembered; fails when the signature is not to be checked, and so does this
     */
    public Uni<AccessToken> verify(String jwt, Supplier<Uni<Void>> mayCheck) {
        if (jwt.length() > LONGEST_TOKEN) {
            return Uni.createFrom().failure(new InvalidToken());
        }
        var hash = hashOf(jwt);
        var known = verified.getIfPresent(hash);
        if (known != null && keys.isPublished(known.keyId())) {
            return Uni.createFrom().item(known).map(this::stillGood);
        }
        return mayCheck.get()
                .chain(() -> keyOf(jwt))
                .map(key -> check(jwt, key))
                .invoke(token -> verified.put(hash, token))
                .map(this::stillGood);
    }

    private AccessToken stillGood(AccessToken token) {
        Refusal.when(ended.contains(token.sessionId()), InvalidToken::new);
        Refusal.when(!clock.instant().isBefore(token.expiresAt().plus(config.clockSkew())), InvalidToken::new);
        return token;
    }

    private Uni<PublicKey> keyOf(String jwt) {
        String kid;
        try {
            kid = JsonWebStructure.fromCompactSerialization(jwt).getKeyIdHeaderValue();
        } catch (JoseException | RuntimeException noToken) {
            return Uni.createFrom().failure(new InvalidToken());
        }
        if (kid == null) {
            return Uni.createFrom().failure(new InvalidToken());
        }
        return keys.byId(kid)
                .onFailure()
                .transform(failure -> new KeysAway())
                .onItem()
                .ifNull()
                .failWith(InvalidToken::new);
    }

    private AccessToken check(String jwt, PublicKey key) {
        try {
            var context = new JwtConsumerBuilder()
                    .setVerificationKey(key)
                    .setJwsAlgorithmConstraints(ALGORITHMS)
                    .setExpectedType(true, "at+jwt")
                    .setExpectedIssuer(config.issuer())
                    .setExpectedAudience(config.audience())
                    .setRequireSubject()
                    .setRequireExpirationTime()
                    .setMaxFutureValidityInMinutes((int) AccessToken.LIFE.toMinutes())
                    .setRequireIssuedAt()
                    .setIssuedAtRestrictions((int) config.clockSkew().toSeconds(), Integer.MAX_VALUE)
                    .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .process(jwt);
            return tokenOf(context);
        } catch (InvalidJwtException | MalformedClaimException | RuntimeException doesNotHold) {
            Log.debugf("token refused: %s", doesNotHold.getMessage());
            throw new InvalidToken();
        }
    }

    private static AccessToken tokenOf(JwtContext context) throws MalformedClaimException {
        var claims = context.getJwtClaims();
        var roles = claims.hasClaim("roles") ? Set.copyOf(claims.getStringListClaimValue("roles")) : Set.<String>of();
        return new AccessToken(
                context.getJoseObjects().getFirst().getKeyIdHeaderValue(),
                UUID.fromString(claims.getSubject()),
                UUID.fromString(claims.getStringClaimValue("sid")),
                roles,
                Instant.ofEpochMilli(claims.getExpirationTime().getValueInMillis()));
    }

    private static ByteBuffer hashOf(String jwt) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(jwt.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The token does not hold; why is not for its bearer to know. */
    public static final class InvalidToken extends Refusal {
        public InvalidToken() {
            super(Kind.UNAUTHENTICATED, "unauthenticated", "Sign in: a valid access token is needed.");
        }
    }

    /** No public key could be fetched yet. */
    public static final class KeysAway extends Refusal {
        KeysAway() {
            super(Kind.UNAVAILABLE, "keys-unavailable", "Tokens cannot be verified right now.");
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(2);
        }
    }
}
