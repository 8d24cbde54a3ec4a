package app.godo.gateway;

import static app.godo.gateway.TheGateway.anyone;
import static app.godo.gateway.TheGateway.raw;
import static app.godo.gateway.TheGateway.someone;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.godo.wire.testing.GodoServers;
import app.godo.wire.testing.Tokens;
import app.godo.wire.time.Ids;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(GodoServers.class)
@WithTestResource(EchoServices.class)
class SendingToTheRightServiceTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/signup, user",
        "POST, /api/v1/auth/login, user",
        "POST, /api/v1/auth/refresh, user",
        "POST, /api/v1/auth/logout, user",
        "GET, /api/v1/users/profile, user",
        "GET, /api/v1/users/preferences, user",
        "GET, /api/v1/users/preferences/learned, recommendation",
        "PUT, /api/v1/users/preferences/learned/less/0198f2c1-7d3e-7a10-8000-000000000001, recommendation",
        "GET, /api/v1/users/friends/search, social",
        "GET, /api/v1/users/friends/requests, social",
        "GET, /api/v1/users/friends/list, social",
        "GET, /api/v1/events/feed, recommendation",
        "POST, /api/v1/events/create, event",
        "GET, /api/v1/events/0198a7e2-1111-7222-8333-444455556666, event",
        "POST, /api/v1/swipes, swipe",
        "GET, /api/v1/swipes/calendar, swipe",
        "GET, /api/v1/swipes/saved, swipe",
        "GET, /api/v1/swipes/liked, swipe",
        "GET, /api/v1/groups, social",
        "GET, /api/v1/groups/0198a7e2-1111-7222-8333-444455556666/members, social",
        "GET, /api/v1/groups/0198a7e2-1111-7222-8333-444455556666/events, social",
        "GET, /api/v1/groups/invites, social",
        "GET, /api/v1/notifications, notification",
        "POST, /api/v1/notifications/mark_read, notification",
        "GET, /api/v1/notifications/settings, notification",
    })
    void every_path_of_the_plan_has_its_service_with_a_slash_at_its_end_and_without(
            String method, String path, String service) {
        for (var end : new String[] {"", "/"}) {
            var target = path.replace("/events/create", "/events") + end;
            anyone().header("Authorization", "Bearer " + Tokens.of(Ids.next()))
                    .request(method, path + end)
                    .then()
                    .statusCode(200)
                    .body("service", is(service))
                    .body("uri", is(target));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void trends_have_their_service_with_a_slash_at_its_end_and_without(String end) {
        anyone().get("/api/v1/events/trending" + end).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/auth/refresh, user, /api/v1/auth/refresh",
        "GET, /api/v1/users/profile, user, /api/v1/users/profile",
        "GET, /api/v1/users/friends/list, social, /api/v1/users/friends/list",
        "POST, /api/v1/users/blocks/7, social, /api/v1/users/blocks/7",
        "GET, /api/v1/groups/, social, /api/v1/groups/",
        "GET, /api/v1/events/feed?limit=5&when=today, recommendation, /api/v1/events/feed?limit=5&when=today",
        "GET, /api/v1/events/search?q=jazz%20%26%20more, event, /api/v1/events/search?q=jazz%20%26%20more",
        "PUT, /api/v1/events/7/attendance, event, /api/v1/events/7/attendance",
        "POST, /api/v1/events, event, /api/v1/events",
        "POST, /api/v1/events/create, event, /api/v1/events",
        "POST, /api/v1/swipes/, swipe, /api/v1/swipes/",
        "GET, /api/v1/calendar/s3cr3t.ics, swipe, /api/v1/calendar/s3cr3t.ics",
        "GET, /api/v1/notifications/?unread=true, notification, /api/v1/notifications/?unread=true",
        "POST, /api/v1/users/friends/discover, user, /api/v1/users/friends/discover",
        "GET, /api/v1/users/export, user, /api/v1/users/export",
        "GET, /images/0a1b.jpg, user, /images/0a1b.jpg",
        "DELETE, /api/v1/users/profile/image, user, /api/v1/users/profile/image",
        "GET, /images/events/0a1b.jpg, event, /images/events/0a1b.jpg",
        "PUT, /api/v1/events/7/image, event, /api/v1/events/7/image",
        "DELETE, /api/v1/events/7/image, event, /api/v1/events/7/image",
        "GET, /api/v1/.well-known/jwks.json, user, /api/v1/.well-known/jwks.json",
        "GET, /.well-known/jwks.json, user, /api/v1/.well-known/jwks.json",
    })
    void every_path_has_its_service(String method, String path, String service, String uri) {
        someone()
                .request(method, path)
                .then()
                .statusCode(200)
                .body("service", is(service))
                .body("method", is(method))
                .body("uri", is(uri));
    }

    @ParameterizedTest
    @DisplayName("A-37 A-45: what is not for the outside does not exist, in whatever disguise")
    @ValueSource(
            strings = {
                "/",
                "/q/health",
                "/q/metrics",
                "/q/dev",
                "/api/v1/q/health",
                "/ml/train",
                "/api/v1/ml/train",
                "/API/v1/ml/train",
                "/api/v1//ml/train",
                "/api/v1/events/../ml/train",
                "/api/v1/events/%2e%2e/ml/train",
                "/api/v1/events/..;/ml/train",
                "/api/v1/events/..%2fml/train",
                "/api/v1/%6dl/train",
                "/api/v1/ml;a=b/train",
                "/api/v1/events\\..\\ml",
                "/api/v2/events",
                "/dev/mail?to=x",
                "/api/v1/dev/mail?to=x",
                "/api/v1/events/stand-in",
                "/api/v1/ingestion/sources",
                "/api/v1/ingestion/sources/nyc_parks/sync/",
                "/api/v1/users/keys",
                "/api/v1/events/keys",
                "/api/v1/users/0198a7e2-1111-7222-8333-444455556666/roles",
                "/api/v1/users/1-1-1-1-1/roles/",
                "/api/v1/users/0198a7e2-1111-7222-8333-444455556666/sessions",
            })
    void internal_paths_do_not_exist(String path) {
        var heard = raw("GET %s HTTP/1.1\r\nHost: godo\r\nConnection: close\r\n\r\n".formatted(path));

        assertEquals(404, heard.status(), heard.text());
    }

    @ParameterizedTest
    @DisplayName("A-37: administration is at another port, and whoever names another host is where they were")
    @CsvSource({
        "PUT, /api/v1/users/7/roles, 200",
        "DELETE, /api/v1/users/7/sessions, 200",
        "DELETE, /api/v1/users/7/sessions/, 200",
        "GET, /api/v1/users/keys, 200",
        "GET, /api/v1/ingestion/sources, 503",
        "POST, /api/v1/ingestion/sources/nyc_parks/sync, 503",
    })
    void administration_is_at_another_port(String method, String path, int status) {
        someone().port(TheGateway.adminPort()).request(method, path).then().statusCode(status);

        someone()
                .header("Host", "127.0.0.1:" + TheGateway.adminPort())
                .request(method, path)
                .then()
                .statusCode(404)
                .body("code", is("not-found"));
    }

    @ParameterizedTest
    @DisplayName("A-37: where administrators come in, everything else is as for everybody")
    @CsvSource({
        "/api/v1/users/sessions, 200",
        "/api/v1/users/7, 200",
        "/api/v1/events/stand-in, 404",
        "/api/v1/ml/train, 404",
        "/q/health, 404",
    })
    void administrators_find_what_everybody_finds(String path, int status) {
        someone().port(TheGateway.adminPort()).get(path).then().statusCode(status);
    }

    @Test
    @DisplayName("A-45: the problem has the shape that all problems have")
    void unknown_paths_are_problems() {
        anyone().header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/nowhere")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .header("Server", nullValue())
                .header("Cache-Control", "no-store")
                .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"))
                .body("type", is("/problems/not-found"))
                .body("title", is("Not Found"))
                .body("status", is(404))
                .body("code", is("not-found"))
                .body("instance", is("urn:trace:0af7651916cd43dd8448eb211c80319c"))
                .body("detail", is("There is nothing here."));
    }

    @Test
    void the_old_way_to_create_an_event_says_that_it_is_old() {
        someone()
                .body("{}")
                .contentType("application/json")
                .post("/api/v1/events/create")
                .then()
                .statusCode(200)
                .header("Deprecation", startsWith("@1"))
                .header("Link", containsString("</api/v1/events>; rel=\"successor-version\""));
    }

    @Test
    @DisplayName("A-39: contacts are looked up seldom, everything of somebody's is fetched seldom, pictures are sent"
            + " seldom and seen often")
    void some_things_have_a_rate_of_their_own() {
        someone()
                .post("/api/v1/users/friends/discover")
                .then()
                .header("RateLimit-Policy", is("\"discover\";q=10;w=60"));
        someone().get("/api/v1/users/export").then().header("RateLimit-Policy", is("\"export\";q=5;w=3600"));
        someone().put("/api/v1/events/7/image").then().header("RateLimit-Policy", is("\"picture\";q=20;w=3600"));
        anyone().get("/images/0a1b.jpg").then().header("RateLimit-Policy", startsWith("\"image\";q="));
        anyone().get("/images/events/0a1b.jpg").then().header("RateLimit-Policy", startsWith("\"image\";q="));
        anyone().post("/images/0a1b.jpg").then().statusCode(404);
    }

    @ParameterizedTest
    @DisplayName("A-45: methods that nobody serves are not passed on")
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "BREW"})
    void unused_methods_are_refused(String method) {
        var heard = raw("%s /api/v1/events HTTP/1.1\r\nHost: godo\r\nConnection: close\r\n\r\n".formatted(method));

        assertEquals(405, heard.status(), heard.text());
    }
}
