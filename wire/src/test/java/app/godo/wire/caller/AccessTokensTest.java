package app.godo.wire.caller;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
class AccessTokensTest {

    @Inject
    EndedSessions ended;

    @Inject
    RedisDataSource redis;

    @Inject
    SigningKeys keys;

    @ConfigProperty(name = "godo.auth.jwks-url")
    URI published;

    private final UUID user = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();

    @Test
    void a_token_that_holds_says_who_calls() {
        me(Tokens.of(user, session, claims -> {})).statusCode(200).body(is(user + " " + session));
    }

    @Test
    void a_role_opens_what_it_is_for() {
        given().auth().oauth2(Tokens.of(user)).get("/api/v1/probe/admin").then().statusCode(403);
        given().auth()
                .oauth2(Tokens.of(user, "user", "admin"))
                .get("/api/v1/probe/admin")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("A-14: a token with any bit flipped is refused")
    void a_changed_token_is_refused() {
        var parts = Tokens.of(user).split("\\.");
        var random = new Random(14);
        for (var part = 0; part < 3; part++) {
            for (var i = 0; i < 20; i++) {
                var bytes = Base64.getUrlDecoder().decode(parts[part]);
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                var changed = parts.clone();
                changed[part] = encoded(bytes);
                refused(String.join(".", changed));
            }
        }
    }

    @Test
    @DisplayName("A-15: no algorithm but ours")
    void another_algorithm_is_refused() throws JoseException {
        var claims = Tokens.of(user).split("\\.")[1];
        for (var none : List.of("none", "None", "nOnE", "")) {
            var header = encoded("{\"typ\":\"at+jwt\",\"kid\":\"test\",\"alg\":\"%s\"}"
                    .formatted(none)
                    .getBytes(UTF_8));
            refused(header + "." + claims + ".");
        }
        var confused = signature(claims(c -> {}));
        confused.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        confused.setKey(new HmacKey("a public key is no secret to sign with, however long it may be".getBytes(UTF_8)));
        refused(confused.getCompactSerialization());
        var header = Tokens.of(user).split("\\.")[0];
        refused(header + "." + claims + "." + encoded(new byte[64])); // r = s = 0 (CVE-2022-21449)
    }

    @Test
    @DisplayName("A-16: a token does not say where its key is; a strange kid is refused, not an error")
    void keys_named_by_the_token_are_not_believed() throws JoseException {
        for (var kid : List.of("../../etc/passwd", "' or 1=1 --", "x".repeat(10_000), "a\u0000b", "never seen")) {
            var token = signature(claims(c -> {}));
            token.setKeyIdHeaderValue(kid);
            refused(token.getCompactSerialization());
        }
        var own = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var token = signature(claims(c -> {}));
        token.setKey(own.getPrivateKey());
        token.setJwkHeader(own);
        token.setHeader("jku", "http://127.0.0.1:9/keys");
        token.setHeader("x5u", "http://127.0.0.1:9/certs");
        refused(token.getCompactSerialization());
    }

    @Test
    @DisplayName("A-17: a token outside its time is refused")
    void times_count() {
        var minute = Duration.ofMinutes(1).toSeconds();
        refused(token(c -> c.setExpirationTime(NumericDate.fromSeconds(now() - minute))));
        refused(token(c -> c.setNotBefore(NumericDate.fromSeconds(now() + 2 * minute))));
        refused(token(c -> c.setIssuedAt(NumericDate.fromSeconds(now() + 60 * minute))));
        refused(token(
                c -> c.setExpirationTime(NumericDate.fromSeconds(now() + AccessToken.LIFE.toSeconds() + 2 * minute))));
        me(token(c -> c.setExpirationTime(NumericDate.fromSeconds(now() + AccessToken.LIFE.toSeconds()))))
                .statusCode(200);
        refused(token(c -> c.unsetClaim("exp")));
        refused(token(c -> c.setStringClaim("exp", "tomorrow")));
        refused(token(c -> c.setClaim("exp", 1e30)));
        me(token(c -> {
                    c.setIssuedAt(NumericDate.fromSeconds(now() - 10 * minute));
                    c.setExpirationTime(NumericDate.fromSeconds(now() - 20));
                }))
                .statusCode(200); // within the skew
    }

    @Test
    @DisplayName("A-18, A-19: a token of another kind, for others or by others is refused")
    void kind_audience_and_issuer_count() throws JoseException {
        refused(token(c -> c.setAudience("another-api")));
        refused(token(c -> c.setIssuer("https://evil.example")));
        refused(token(c -> c.setSubject("not a uuid")));
        refused(token(c -> c.unsetClaim("sid")));
        var idToken = signature(claims(c -> {}));
        idToken.setHeader("typ", "JWT");
        refused(idToken.getCompactSerialization());
        var otherKey = signature(claims(c -> {}));
        otherKey.setKey(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey());
        refused(otherKey.getCompactSerialization());
    }

    @Test
    @DisplayName("A-08: the token of an ended session is refused, also where its signature was already checked")
    void an_ended_session_ends_its_tokens() {
        var token = Tokens.of(user, session, claims -> {});
        me(token).statusCode(200);

        ended.add(session, Instant.now().plusSeconds(600)).await().atMost(Duration.ofSeconds(2));

        refused(token);
        Awaitility.await()
                .during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(4))
                .untilAsserted(() -> refused(token));
    }

    @Test
    @DisplayName("A-08: a Redis that has lost the list has it again within seconds")
    void a_list_that_was_lost_comes_back() {
        ended.add(session, Instant.now().plusSeconds(600)).await().atMost(Duration.ofSeconds(2));

        redis.key().del("godo:ended-sessions");

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> redis.sortedSet(String.class)
                .zscore("godo:ended-sessions", session.toString())
                .isPresent());
    }

    @Test
    void an_ended_session_is_forgotten_once_its_tokens_have_expired_anyway() {
        var old = new ArrayList<UUID>();
        for (var i = 0; i < 3; i++) {
            old.add(UUID.randomUUID());
            ended.add(old.get(i), Instant.now().minusSeconds(120)).await().atMost(Duration.ofSeconds(2));
        }

        Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> old.stream()
                .noneMatch(ended::contains));
    }

    @Test
    @DisplayName("A-21: a key that is published no more opens nothing, also where a token of it was already checked")
    void a_key_that_is_published_no_more_opens_nothing() throws Exception {
        var token = Tokens.of(user, session, claims -> {});
        me(token).statusCode(200);
        var other = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        other.setKeyId("other");
        var before = Files.readString(Path.of(published));
        try {
            publish(new JsonWebKeySet(other).toJson(OutputControlLevel.PUBLIC_ONLY));

            refused(token);
        } finally {
            publish(before);
        }
        me(token).statusCode(200);
    }

    private void publish(String document) throws IOException {
        Files.writeString(Path.of(published), document);
        keys.refresh().await().atMost(Duration.ofSeconds(2));
    }

    private ValidatableResponse me(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/probe/me")
                .then();
    }

    private void refused(String token) {
        me(token)
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"))
                .body("code", is("unauthenticated"));
    }

    private String token(Consumer<JwtClaims> change) {
        return Tokens.of(user, session, change);
    }

    private JwtClaims claims(Consumer<JwtClaims> change) {
        return Tokens.claims(user, session, change);
    }

    private static JsonWebSignature signature(JwtClaims claims) {
        return Tokens.signature(claims);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
