package app.godo.users.tokens;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.godo.users.Newcomer;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Set;

@QuarkusTest
@WithTestResource(GodoServers.class)
class PublishedKeysTest {

    private static final Set<String> PUBLIC = Set.of("kty", "kid", "use", "alg", "crv", "x", "y");

    @Test
    @DisplayName("A-22 the published keys have public members only")
    void published_keys_have_public_members_only() {
        var keys = given().get("/api/v1/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "public, max-age=300")
                .extract()
                .jsonPath()
                .<java.util.Map<String, ?>>getList("keys");

        assertThat(keys.isEmpty(), is(false));
        keys.forEach(key -> assertThat(PUBLIC.containsAll(key.keySet()), is(true)));
    }

    @Test
    void a_published_key_verifies_what_a_login_brings() throws Exception {
        var token = new JsonWebSignature();
        token.setCompactSerialization(Newcomer.joined().logIn().accessToken());
        var published = given().get("/api/v1/.well-known/jwks.json").asString();

        var key = new JsonWebKeySet(published).findJsonWebKey(token.getKeyIdHeaderValue(), "EC", null, null);
        token.setKey(key.getKey());

        assertThat(token.verifySignature(), is(true));
        assertThat(token.getHeader("typ"), is("at+jwt"));
        assertThat(token.getAlgorithmHeaderValue(), is("ES256"));
    }

    @Test
    void a_key_that_cannot_sign_stops_the_service() throws Exception {
        var published = new JsonWebKeySet(key()).toJson(OutputControlLevel.PUBLIC_ONLY);

        assertThrows(IllegalStateException.class, () -> SigningKeySet.of(published));
    }

    @Test
    void a_key_that_will_not_do_when_its_turn_comes_stops_the_service_today() throws Exception {
        var otherCurve = EcJwkGenerator.generateJwk(EllipticCurves.P384);
        otherCurve.setKeyId("p384");
        var nameless = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var first = key();

        for (var wrong : List.of(otherCurve, nameless, OctJwkGenerator.generateJwk(256), first)) {
            var set = new JsonWebKeySet(first, wrong).toJson(OutputControlLevel.INCLUDE_PRIVATE);
            assertThrows(IllegalStateException.class, () -> SigningKeySet.of(set));
        }
        assertThrows(IllegalStateException.class, () -> SigningKeySet.of("{\"keys\": []}"));
    }

    private static JsonWebKey key() {
        return SigningKeySet.newKey(Instant.ofEpochSecond(1));
    }
}
