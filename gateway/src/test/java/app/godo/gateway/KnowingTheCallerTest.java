package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.someone;
import static app.godo.gateway.TheGateway.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import app.godo.wire.facts.UserFact;
import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.testing.Topic;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class KnowingTheCallerTest {

    @Test
    @DisplayName("A-19: without a token there is a challenge and a problem")
    void no_token_is_refused() {
        anyone().get("/api/v1/users/profile")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("code", is("unauthenticated"));
    }

    @ParameterizedTest
    @DisplayName("A-14: a token that does not hold is refused")
    @ValueSource(strings = {"Bearer nonsense", "Bearer a.b.c", "Basic dXNlcjpwYXNz", "Bearer ", "bearer"})
    void no_true_token_is_refused(String header) {
        anyone().header("Authorization", header)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    @DisplayName("A-17: an expired token is refused")
    void an_expired_token_is_refused() {
        var expired =
                Tokens.of(Ids.next(), UUID.randomUUID(), claims -> claims.setExpirationTimeMinutesInTheFuture(-5));

        with(expired).get("/api/v1/users/profile").then().statusCode(401);
    }

    @Test
    void public_routes_ask_for_no_token() {
        anyone().get("/.well-known/jwks.json").then().statusCode(200);
    }

    @Test
    @DisplayName("A-20: what a client says of itself beside its token does not reach a service")
    void forged_headers_are_dropped() {
        someone()
                .header("X-User-Id", "00000000-0000-0000-0000-000000000001")
                .header("X_User_Id", "00000000-0000-0000-0000-000000000001")
                .header("X-User-Role", "admin")
                .header("X-Roles", "admin")
                .header("X-Forwarded-User", "admin")
                .header("X-Forwarded-For", "8.8.8.8")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Real-IP", "8.8.8.8")
                .header("Forwarded", "for=8.8.8.8")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("X-Original-URL", "/api/v1/ml")
                .header("X-Godo-Anything", "mine")
                .header("X-Request-Id", "mine")
                .header("Accept-Language", "en")
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .body("headers.'x-user-id'", nullValue())
                .body("headers.'x_user_id'", nullValue())
                .body("headers.'x-user-role'", nullValue())
                .body("headers.'x-roles'", nullValue())
                .body("headers.'x-forwarded-user'", nullValue())
                .body("headers.'x-forwarded-for'", contains("127.0.0.1"))
                .body("headers.'x-forwarded-host'", nullValue())
                .body("headers.'x-real-ip'", nullValue())
                .body("headers.forwarded", nullValue())
                .body("headers.'x-http-method-override'", nullValue())
                .body("headers.'x-original-url'", nullValue())
                .body("headers.'x-godo-anything'", nullValue())
                .body("headers.'x-request-id'[0]", not(is("mine")))
                .body("headers.'accept-language'", contains("en"));
    }

    @Test
    @DisplayName("A-20: Connection cannot make us drop what a service needs, and drops what it names")
    void headers_of_the_connection_end_here() {
        someone()
                .header("Connection", "X-Hop, Authorization")
                .header("X-Hop", "1")
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .body("headers.'x-hop'", nullValue())
                .body("headers.authorization[0]", matchesPattern("Bearer .*"));
    }

    @Test
    void a_valid_trace_goes_on_and_a_broken_one_is_replaced() {
        var valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        someone()
                .header("traceparent", valid)
                .get("/api/v1/users/profile")
                .then()
                .body("headers.traceparent", contains(valid));

        someone()
                .header("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01")
                .header("tracestate", "of=nothing")
                .get("/api/v1/users/profile")
                .then()
                .body("headers.traceparent[0]", matchesPattern("00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-0[01]"))
                .body("headers.tracestate", nullValue());
    }

    @ParameterizedTest
    @DisplayName("A-42: tokens in a URL are refused, whether they hold or not")
    @ValueSource(strings = {"access_token", "token", "ACCESS_TOKEN", "%61ccess_token"})
    void tokens_in_the_query_are_refused(String parameter) {
        someone()
                .get("/api/v1/users/profile?x=1&%s=abc".formatted(parameter))
                .then()
                .statusCode(400)
                .body("code", is("token-in-url"));
    }

    @Test
    @DisplayName("A-08: two seconds after a session has ended its tokens are refused")
    void an_ended_session_is_refused() {
        var early = UUID.randomUUID();
        end(early);
        refusedWithin(Duration.ofSeconds(20), early); // the consumer has joined its group

        var session = UUID.randomUUID();
        var token = Tokens.of(Ids.next(), session, claims -> {});
        with(token).get("/api/v1/users/profile").then().statusCode(200);

        end(session);

        refusedWithin(Duration.ofSeconds(2), session);
        with(token).get("/api/v1/swipes/liked").then().statusCode(401);
    }

    private static void end(UUID session) {
        Topic.publish(new UserFact.SessionEnded(
                Ids.next(),
                Instant.now(),
                Ids.next(),
                session,
                "logout",
                Instant.now().plusSeconds(600)));
    }

    private static void refusedWithin(Duration patience, UUID session) {
        var token = Tokens.of(Ids.next(), session, claims -> {});
        Awaitility.await()
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> with(token).get("/api/v1/users/profile").statusCode() == 401);
    }
}
