package app.godo.users.credentials;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import app.godo.wire.testing.FreePort;
import app.godo.wire.testing.GodoServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
@TestProfile(AskingWithoutPostgresTest.PostgresAway.class)
class AskingWithoutPostgresTest {

    public static class PostgresAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:%d/godo".formatted(FreePort.any()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@example.com", "no address"})
    @DisplayName("C-01 while nothing can be found out nobody is told that a letter was sent, whoever it is for")
    void no_letter_is_promised(String email) {
        away("/auth/password/forgot", Map.of("email", email));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01990000-0000-7000-8000-000000000001", "99990000-0000-7000-8000-000000000001"})
    @DisplayName("C-01 nor that one was sent again")
    void no_letter_is_promised_again(UUID signup) {
        away("/auth/verify-email/resend", Map.of("signup", signup));
    }

    private static void away(String path, Map<String, ?> body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("status", is(503));
    }
}
