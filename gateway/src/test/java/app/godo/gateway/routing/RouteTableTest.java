package app.godo.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route("events", "/api/v1/events", Set.of(), null),
            route("feed", "/api/v1/events/feed", Set.of(), null),
            route("create", "/api/v1/events/create", Set.of(HttpMethod.POST), "/api/v1/events"),
            route("keys", "/.well-known/jwks.json", Set.of(), null),
            route("users", "/api/v1/users", Set.of(), null),
            route("friends", "/api/v1/users/friends", Set.of(), null),
            route("roles", "/api/v1/users/*/roles", Set.of(), null)));

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/events, events",
        "GET, /api/v1/events/, events",
        "GET, /api/v1/events/0198-7e/attendance, events",
        "GET, /api/v1/events/feed, feed",
        "GET, /api/v1/events/feed/next, feed",
        "GET, /api/v1/events/feeding, events",
        "POST, /api/v1/events/create, create",
        "GET, /api/v1/events/create, events",
        "GET, /.well-known/jwks.json, keys",
        "PUT, /api/v1/users/7/roles, roles",
        "PUT, /api/v1/users/7/roles/, roles",
        "PUT, /api/v1/users/7/roles/8, roles",
        "PUT, /api/v1/users/7/rolesandmore, users",
        "PUT, /api/v1/users/7/8/roles, users",
        "GET, /api/v1/users/roles, users",
        "GET, /api/v1/users/friends/list, friends",
    })
    void the_longest_prefix_of_whole_segments_counts(String method, String path, String expected) {
        assertEquals(
                expected,
                table.find(HttpMethod.valueOf(method), path).map(Route::name).orElse("none"));
    }

    @ParameterizedTest
    @DisplayName("A-37: paths that could be read in two ways lead nowhere")
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/api/v1",
                "/api/v1/eventsandmore",
                "/API/v1/events",
                "/api/v1//events",
                "//api/v1/events",
                "/api/v1/events//",
                "/api/v1/./events",
                "/api/v1/events/..",
                "/api/v1/events/../ml",
                "/api/v1/events/%2e%2e/ml",
                "/api/v1/events/%2E%2E%2Fml",
                "/api/v1/events;x=1",
                "/api/v1/events/..;/ml",
                "/api/v1/events\\..\\ml",
                "/api/v1/events/%00",
                "/api/v1/events/a b",
                "/api/v1/events/é",
                "/api/v1/users/*/roles",
                "/api/v1/users//roles",
            })
    void doubtful_paths_lead_nowhere(String path) {
        assertEquals("none", table.find(HttpMethod.GET, path).map(Route::name).orElse("none"));
    }

    @Test
    void a_rewrite_replaces_the_prefix_and_keeps_the_rest() {
        var route = route("create", "/api/v1/events/create", Set.of(), "/api/v1/events");

        assertEquals("/api/v1/events/7?x=%20y", route.targetOf("/api/v1/events/create/7", "x=%20y"));
    }

    @Test
    void two_routes_for_the_same_requests_stop_the_start() {
        var one = route("one", "/api/v1/a", Set.of(), null);
        var other = route("other", "/api/v1/a", Set.of(), null);

        var refused = assertThrows(IllegalArgumentException.class, () -> new RouteTable(List.of(one, other)));

        assertEquals("routes one and other want the same requests to /api/v1/a", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "/api/", "/api/../x", "/a//b", "/a*/b", "/a/*b"})
    void a_prefix_that_is_no_plain_path_stops_the_start(String prefix) {
        assertThrows(IllegalArgumentException.class, () -> route("bad", prefix, Set.of(), null));
    }

    private static Route route(String name, String prefix, Set<HttpMethod> methods, String rewrite) {
        return new Route(
                name,
                prefix,
                methods,
                "event",
                Reach.PUBLIC,
                Identity.NONE,
                Duration.ofSeconds(1),
                "user",
                rewrite,
                false,
                false,
                false,
                1_000,
                null,
                null);
    }
}
