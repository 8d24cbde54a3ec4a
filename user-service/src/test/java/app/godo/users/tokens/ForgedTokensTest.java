package app.godo.users.tokens;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import app.godo.users.Newcomer;
import app.godo.users.SignedIn;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What wire tests of tokens in general, on tokens that this service issued. */
@QuarkusTest
@WithTestResource(GodoServers.class)
class ForgedTokensTest {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    @Test
    @DisplayName("A-14 a token with one bit flipped anywhere is refused")
    void a_flipped_bit_is_noticed() {
        var parts = Newcomer.joined().logIn().accessToken().split("\\.");
        var random = new Random(14);
        for (var part = 0; part < 3; part++) {
            for (var times = 0; times < 20; times++) {
                var forged = parts.clone();
                var bytes = Base64.getUrlDecoder().decode(parts[part]);
                var bit = random.nextInt(bytes.length * 8);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                forged[part] = URL.encodeToString(bytes);
                refused(String.join(".", forged));
            }
        }
    }

    @Test
    @DisplayName("A-15 a token that names its own algorithm is refused")
    void an_algorithm_of_its_own_is_refused() throws Exception {
        var parts = Newcomer.joined().logIn().accessToken().split("\\.");
        var key = publishedKey();
        for (var none : List.of("none", "None", "nOnE", "")) {
            var header = URL.encodeToString("{\"alg\":\"%s\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"
                    .formatted(none, key.getKeyId())
                    .getBytes(UTF_8));
            refused(header + "." + parts[1] + ".");
            refused(header + "." + parts[1] + "." + parts[2]);
        }
        var zeros = URL.encodeToString(new byte[64]);
        refused(parts[0] + "." + parts[1] + "." + zeros);
        var mac = new JsonWebSignature();
        mac.setPayload(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
        mac.setHeader("typ", "at+jwt");
        mac.setKeyIdHeaderValue(key.getKeyId());
        mac.setAlgorithmHeaderValue("HS256");
        mac.setKey(new HmacKey(key.getPublicKey().getEncoded()));
        refused(mac.getCompactSerialization());
    }

    @Test
    @DisplayName("A-19 a token of another issuer, for another audience or by another environment's key is refused")
    void a_token_from_elsewhere_is_refused() throws Exception {
        var user = Newcomer.joined().id();
        refused(Tokens.of(user, UUID.randomUUID(), claims -> claims.setIssuer("https://staging.godo.app")));
        refused(Tokens.of(user, UUID.randomUUID(), claims -> claims.setAudience("another-api")));
        var elsewhere = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var signature = new JsonWebSignature();
        signature.setPayload(Newcomer.joined().logIn().claims().toJson());
        signature.setHeader("typ", "at+jwt");
        signature.setKeyIdHeaderValue(publishedKey().getKeyId());
        signature.setAlgorithmHeaderValue("ES256");
        signature.setKey(elsewhere.getPrivateKey());
        refused(signature.getCompactSerialization());
        // and the same way of asking works with a good one
        new SignedIn(Tokens.of(user), "").profile().statusCode(200);
    }

    @Test
    @DisplayName("A-20 what a client says of itself in headers counts for nothing")
    void headers_say_nothing() {
        var victim = Newcomer.joined().id().toString();

        given().header("X-User-Id", victim)
                .header("X-Forwarded-User", victim)
                .header("X-Roles", "admin")
                .get("/api/v1/users/profile")
                .then()
                .statusCode(401);
    }

    private static PublicJsonWebKey publishedKey() throws Exception {
        var published = given().get("/api/v1/.well-known/jwks.json").asString();
        return (PublicJsonWebKey) new JsonWebKeySet(published).getJsonWebKeys().getFirst();
    }

    private static void refused(String token) {
        new SignedIn(token, "").profile().statusCode(401).contentType("application/problem+json");
    }
}
