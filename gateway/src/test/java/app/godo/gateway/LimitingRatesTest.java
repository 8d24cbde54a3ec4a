package app.godo.gateway;

import static app.godo.gateway.TheGateway.from;
import static app.godo.gateway.TheGateway.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class LimitingRatesTest {

    @Inject
    RedisDataSource redis;

    @Test
    @DisplayName("A-38: of 150 requests at once 100 pass, and the quota is told")
    void a_hundred_requests_a_minute() {
        var token = Tokens.of(Ids.next());

        with(token)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", "\"user\";q=100;w=60")
                .header("RateLimit", matchesPattern("\"user\";r=99;t=(60|59)"));
        var passed = IntStream.range(0, 149)
                .parallel()
                .filter(i -> with(token).get("/api/v1/users/profile").statusCode() == 200)
                .count();

        assertEquals(99, passed);
        with(token)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", is("rate-limited"))
                .header("RateLimit", matchesPattern("\"user\";r=0;t=\\d+"))
                .header("Retry-After", matchesPattern("[1-9]\\d?"));
    }

    @Test
    void another_user_has_a_quota_of_their_own_and_so_have_all_devices_of_one_together() {
        var user = Ids.next();
        var phone = Tokens.of(user);
        var tablet = Tokens.of(user, UUID.randomUUID(), claims -> {});

        with(phone).get("/api/v1/users/profile").then().header("RateLimit", matchesPattern("\"user\";r=99;.*"));
        with(tablet).get("/api/v1/users/profile").then().header("RateLimit", matchesPattern("\"user\";r=98;.*"));
        with(Tokens.of(Ids.next()))
                .get("/api/v1/users/profile")
                .then()
                .header("RateLimit", matchesPattern("\"user\";r=99;.*"));
    }

    @Test
    void the_window_slides() {
        var user = Ids.next();
        var token = Tokens.of(user);
        with(token).get("/api/v1/users/profile").then().statusCode(200);
        // as if the quota had been used up by requests of which one has just left the window
        var key = "{rate:user:%s}".formatted(user);
        redis.key().del(key);
        var now = System.currentTimeMillis();
        redis.list(String.class).rpush(key, Long.toString(now - 60_001));
        IntStream.range(0, 99).forEach(i -> redis.list(String.class).rpush(key, Long.toString(now - 30_000)));

        with(token)
                .get("/api/v1/users/profile")
                .then()
                .statusCode(200)
                .header("RateLimit", matchesPattern("\"user\";r=0;t=(29|30)"));
        with(token).get("/api/v1/users/profile").then().statusCode(429).header("Retry-After", matchesPattern("29|30"));
    }

    @Test
    @DisplayName("A-30: signing in is limited by address to 20 a minute")
    void signing_in_is_limited_by_address() {
        for (var i = 0; i < 20; i++) {
            assertEquals(200, from("127.0.7.1", "POST", "/api/v1/auth/login").statusCode());
        }

        assertEquals(429, from("127.0.7.1", "POST", "/api/v1/auth/login").statusCode());
        assertEquals(200, from("127.0.7.2", "POST", "/api/v1/auth/login").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"127.0.7.4, /api/v1/auth/password/forgot", "127.0.7.5, /api/v1/auth/verify-email/resend"})
    @DisplayName("A-39: whoever has letters sent to others does so twenty times an hour")
    void letters_are_sent_seldom(String address, String path) {
        for (var i = 0; i < 20; i++) {
            assertEquals(200, from(address, "POST", path).statusCode());
        }

        assertEquals(429, from(address, "POST", path).statusCode());
    }

    @Test
    @DisplayName("A-39: texts cost money and go out ten times an hour; looking at one's number is like any other read")
    void texts_are_sent_seldom() {
        var token = Tokens.of(Ids.next());
        for (var i = 0; i < 10; i++) {
            with(token).post("/api/v1/users/phone").then().statusCode(200);
        }

        with(token).post("/api/v1/users/phone/verify").then().statusCode(429);
        with(token).get("/api/v1/users/phone").then().statusCode(200);
    }

    @Test
    @DisplayName("A-31: what a client says of its address resets no limit")
    void forwarded_addresses_reset_nothing() {
        for (var i = 0; i < 5; i++) {
            assertEquals(200, from("127.0.7.3", "POST", "/api/v1/auth/signup").statusCode());
        }

        for (var header : new String[] {"X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP"}) {
            var answer = from("127.0.7.3", "POST", "/api/v1/auth/signup", header, "203.0.113.9");
            assertEquals(429, answer.statusCode(), header);
            assertTrue(Long.parseLong(answer.headers().firstValue("Retry-After").orElseThrow()) > 3000);
        }
    }

    @Test
    @DisplayName("A-31: what our own proxy says of an address counts, what the client told the proxy does not")
    void behind_a_proxy_of_ours_the_client_counts() {
        for (var i = 0; i < 5; i++) {
            assertEquals(200, signupBehindProxy("203.0.113.%d, 198.51.100.7, 10.1.2.3".formatted(i)));
        }

        assertEquals(429, signupBehindProxy("198.51.100.7"));
        assertEquals(429, signupBehindProxy("203.0.113.77, 198.51.100.7"));
        assertEquals(200, signupBehindProxy("198.51.100.8"));
    }

    @Test
    void the_service_is_told_of_the_client_and_not_of_the_proxy() {
        var token = "Bearer " + Tokens.of(Ids.next());

        var behind = from(
                "127.0.6.2",
                "GET",
                "/api/v1/users/x",
                "X-Forwarded-For",
                "9.9.9.9, 2001:db8::7",
                "Authorization",
                token);
        var nonsense =
                from("127.0.6.2", "GET", "/api/v1/users/x", "X-Forwarded-For", "9.9.9.9, me", "Authorization", token);

        assertTrue(behind.body().contains("\"x-forwarded-for\":[\"2001:db8:0:0:0:0:0:7\"]"), behind.body());
        assertTrue(nonsense.body().contains("\"x-forwarded-for\":[\"127.0.6.2\"]"), nonsense.body());
    }

    @ParameterizedTest
    @DisplayName("A-31: an address counts with the port that some proxies write, and only if that is one")
    @CsvSource({
        "198.51.100.9:51234, 198.51.100.9",
        "[2001:db8::9]:123, 2001:db8:0:0:0:0:0:9",
        "[2001:db8::9], 2001:db8:0:0:0:0:0:9",
        "[::1]:123, 0:0:0:0:0:0:0:1",
        "198.51.100.9:port, 127.0.6.2",
        "198.51.100.9:1:2, 127.0.6.2",
        "[2001:db8::9]x, 127.0.6.2",
        "[me]:1, 127.0.6.2",
    })
    void addresses_may_have_a_port(String forwardedFor, String heard) {
        var token = "Bearer " + Tokens.of(Ids.next());

        var answer =
                from("127.0.6.2", "GET", "/api/v1/users/x", "X-Forwarded-For", forwardedFor, "Authorization", token);

        assertTrue(answer.body().contains("\"x-forwarded-for\":[\"%s\"]".formatted(heard)), answer.body());
    }

    private static int signupBehindProxy(String forwardedFor) {
        return from("127.0.6.1", "POST", "/api/v1/auth/signup", "X-Forwarded-For", forwardedFor)
                .statusCode();
    }

    @Test
    void refreshing_and_signing_out_take_nothing_from_signing_in() {
        var token = "Bearer " + Tokens.of(Ids.next());
        for (var i = 0; i < 30; i++) {
            assertEquals(200, from("127.0.7.5", "POST", "/api/v1/auth/refresh").statusCode());
        }

        var logout = from("127.0.7.5", "POST", "/api/v1/auth/logout", "Authorization", token);
        var login = from("127.0.7.5", "POST", "/api/v1/auth/login");

        assertEquals(
                "\"user\";q=100;w=60",
                logout.headers().firstValue("RateLimit-Policy").orElseThrow());
        assertTrue(login.headers().firstValue("RateLimit").orElseThrow().startsWith("\"auth\";r=19;"));
        assertEquals(401, from("127.0.7.5", "POST", "/api/v1/auth/logout").statusCode());
    }

    @Test
    @DisplayName("A-38: tokens that do not hold are counted by address")
    void guesses_are_counted() {
        var first = from("127.0.7.4", "GET", "/api/v1/users/profile", "Authorization", "Bearer guess");
        var second = from("127.0.7.4", "GET", "/api/v1/users/profile", "Authorization", "Bearer other");

        assertEquals(401, first.statusCode());
        assertTrue(first.headers().firstValue("RateLimit").orElseThrow().startsWith("\"address\";r=9999;"));
        assertTrue(second.headers().firstValue("RateLimit").orElseThrow().startsWith("\"address\";r=9998;"));
    }

    @Test
    @DisplayName("A-38: of made-up tokens few have their signature checked; tokens that are known here hold on")
    void made_up_tokens_are_few() {
        var known = "Bearer " + Tokens.of(Ids.next());
        assertEquals(200, profile("127.0.7.31", known).statusCode());
        redis.list(String.class).rpush("{rate:new-token:7f00071f}", filled(2000));

        var flood = profile("127.0.7.31", "Bearer guess");
        var fresh = profile("127.0.7.31", "Bearer " + Tokens.of(Ids.next()));

        assertEquals(429, flood.statusCode());
        assertTrue(flood.headers().firstValue("RateLimit").orElseThrow().startsWith("\"new-token\";r=0;"));
        assertEquals(429, fresh.statusCode());
        assertEquals(200, profile("127.0.7.31", known).statusCode());
        assertEquals(401, profile("127.0.7.32", "Bearer guess").statusCode());
    }

    private static HttpResponse<String> profile(String address, String authorization) {
        return from(address, "GET", "/api/v1/users/profile", "Authorization", authorization);
    }

    private static String[] filled(int requests) {
        return Collections.nCopies(requests, Long.toString(System.currentTimeMillis()))
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("A-38: who looks for what is not there is counted by address")
    void what_is_not_there_is_counted() {
        var first = from("127.0.7.33", "GET", "/wp-login.php");
        var second = from("127.0.7.33", "GET", "/api/v2/anything");
        redis.list(String.class).rpush("{rate:address:7f000721}", filled(10_000));

        assertEquals(404, first.statusCode());
        assertEquals(1, left(first) - left(second));
        assertEquals(429, from("127.0.7.33", "GET", "/.env").statusCode());
    }

    @ParameterizedTest
    @DisplayName("A-38: who is turned away for what they bring is counted like everybody, and then told to wait")
    @CsvSource({
        "127.0.7.21, POST, /api/v1/auth/login, X-Client-Version, 1.0.0, 426",
        "127.0.7.22, POST, /api/v1/auth/login, X-Client-Version, yesterday, 426",
        "127.0.7.23, GET, /api/v1/users/profile, X-Client-Version, 1.0.0, 426",
        "127.0.7.24, GET, /api/v1/users/profile?access_token=x, X-Client-Version, 2.4.0, 400",
    })
    void who_brings_the_wrong_things_is_counted(
            String address, String method, String path, String header, String value, int status) {
        var first = from(address, method, path, header, value);
        var second = from(address, method, path, header, value);

        assertEquals(status, first.statusCode());
        assertEquals(1, left(first) - left(second));
    }

    @Test
    void an_app_that_is_too_old_and_does_not_stop_is_told_to_wait() {
        for (var i = 0; i < 20; i++) {
            assertEquals(426, tooOld().statusCode());
        }

        assertEquals(429, tooOld().statusCode());
    }

    private static HttpResponse<String> tooOld() {
        return from("127.0.7.25", "POST", "/api/v1/auth/login", "X-Client-Version", "1.0.0");
    }

    private static int left(HttpResponse<String> answer) {
        return Integer.parseInt(
                answer.headers().firstValue("RateLimit").orElseThrow().replaceFirst(".*r=(\\d+);.*", "$1"));
    }
}
