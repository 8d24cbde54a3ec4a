package app.godo.journeys;

import static app.godo.journeys.App.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

@Order(4)
class SigningOutTest {

    /** One that is answered by each service, and the image, which is taken as it comes. */
    private static final List<String> READS = List.of(
            "/users/profile",
            "/events/01a21ad9-afb9-7004-8622-c4381583b56c",
            "/events/trending",
            "/events/feed",
            "/swipes/calendar",
            "/users/friends/list",
            "/notifications/",
            "/ingestion/sources");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    @DisplayName(
            "A-08: within five seconds of a sign-out its token opens nothing of any service, no socket and no upload, and the"
                    + " socket that was open is closed; another session goes on")
    void a_token_ends_with_its_session() {
        var leaving = App.of(City.fleet().url(), "Sid Signing");
        var token = leaving.accessToken();
        leaving.signIn();
        var staying = leaving;
        var ended = App.holding(City.fleet().url(), token);
        var socket = ended.socket();
        socket.await(PATIENCE, frame -> "welcome".equals(frame.at("/type").asText()));
        var otherSocket = staying.socket();

        ended.post("/auth/logout", null).expect(204);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertEquals(4401, socket.closeCode());
            for (var path : READS) {
                ended.get(path).expectProblem(401, "unauthenticated");
            }
            ended.send("PUT", "/users/profile/image", object()).expectProblem(401, "unauthenticated");
            assertThrows(CompletionException.class, ended::socket);
        });
        staying.get("/users/profile").expect(200);
        assertEquals(-1, otherSocket.closeCode());
    }
}
